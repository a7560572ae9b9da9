import { createColumnHelper } from '@tanstack/react-table';
import type { Job } from '../../../../contract/job.ts';
import { hasStarted } from '../../../lib/early-use.ts';
import type { Translate } from '../../../lib/translate.ts';
import { Elapsed } from '../../job/Elapsed.tsx';
import { Ago } from '../../ui/Ago.tsx';
import type { JobActions } from '../use-job-actions.ts';
import { CopyLink } from './CopyLink.tsx';
import { JobMenuButton } from './JobMenuButton.tsx';
import { JobSummary } from './JobSummary.tsx';
import type { Features } from './table-features.ts';

const helper = createColumnHelper<Features, Job>();

/** Ids of the columns in their order, for the placeholder. A column's id is also the name of its class in JobTable.module.css. */
export const columnIds = ['job', 'took', 'created', 'actions'] as const;

/** Covers that can be on the first screen. */
const eagerCovers = 8;

/** Whether a row's cover is asked for before it is laid out; later on, the answers would come before the row is painted. */
const isEager = (index: number) => index < eagerCovers && !hasStarted();

/** The list's columns, in the order of {@link columnIds}. */
export function jobColumns(t: Translate, actions: JobActions) {
  return helper.columns([
    helper.display({
      id: 'job',
      header: () => t('column.job'),
      cell: ({ row }) => <JobSummary job={row.original} isFirst={isEager(row.index)} />,
    }),
    helper.display({
      id: 'took',
      header: () => t('column.took'),
      cell: ({ row }) => <Elapsed job={row.original} />,
    }),
    helper.accessor('createdAt', {
      id: 'created',
      header: () => t('column.created'),
      cell: ({ row }) => <Ago iso={row.original.createdAt} />,
    }),
    helper.display({
      id: 'actions',
      header: () => <span className="visually-hidden">{t('column.actions')}</span>,
      cell: ({ row }) => (
        <>
          <CopyLink job={row.original} />
          <JobMenuButton job={row.original} actions={actions} />
        </>
      ),
    }),
  ]);
}
