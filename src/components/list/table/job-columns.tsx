import { createColumnHelper } from '@tanstack/react-table';
import type { TFunction } from 'i18next';
import type { Job } from '../../../../contract/job.ts';
import { serverTime } from '../../../lib/clock.ts';
import { clockDuration, fullTime, shortTime } from '../../../lib/format.ts';
import { Elapsed } from '../../job/Elapsed.tsx';
import { StateBadge } from '../../job/StateBadge.tsx';
import { Nothing } from '../../ui/Nothing.tsx';
import type { JobActions } from '../use-job-actions.ts';
import { JobMenuButton } from './JobMenuButton.tsx';
import { JobSummary } from './JobSummary.tsx';
import type { Features } from './table-features.ts';

const helper = createColumnHelper<Features, Job>();

/** Ids of the columns in their order, for the placeholder. A column's id is also the name of its class in JobTable.module.css. */
export const columnIds = [
  'job',
  'state',
  'type',
  'created',
  'updated',
  'spent',
  'length',
  'actions',
] as const;

function Time({ iso, language }: { iso: string | null; language: string }) {
  if (iso === null) return <Nothing />;
  return (
    <time dateTime={iso} title={fullTime(iso, language)}>
      {shortTime(iso, serverTime(), language)}
    </time>
  );
}

/** The list's columns, in the order of {@link columnIds}. */
export function jobColumns(t: TFunction, language: string, actions: JobActions) {
  return helper.columns([
    helper.display({
      id: 'job',
      header: () => t('column.job'),
      cell: ({ row }) => <JobSummary job={row.original} />,
    }),
    helper.display({
      id: 'state',
      header: () => t('column.state'),
      cell: ({ row }) => <StateBadge state={row.original.state} rawState={row.original.rawState} />,
    }),
    helper.display({
      id: 'type',
      header: () => t('column.type'),
      cell: ({ row }) =>
        row.original.type === null ? <Nothing /> : t(`type.${row.original.type}`),
    }),
    helper.accessor('createdAt', {
      id: 'created',
      header: () => t('column.created'),
      cell: ({ row }) => <Time iso={row.original.createdAt} language={language} />,
    }),
    helper.accessor('updatedAt', {
      id: 'updated',
      header: () => t('column.updated'),
      cell: ({ row }) => <Time iso={row.original.updatedAt} language={language} />,
    }),
    helper.display({
      id: 'spent',
      header: () => t('column.spent'),
      cell: ({ row }) => <Elapsed job={row.original} />,
    }),
    helper.display({
      id: 'length',
      header: () => t('column.length'),
      cell: ({ row }) => {
        const { durationSeconds } = row.original;
        return durationSeconds === null ? <Nothing /> : clockDuration(durationSeconds);
      },
    }),
    helper.display({
      id: 'actions',
      header: () => <span className="visually-hidden">{t('column.actions')}</span>,
      cell: ({ row }) => <JobMenuButton job={row.original} actions={actions} />,
    }),
  ]);
}
