import { lazy, Suspense, useState } from 'react';
import type { Job } from '../../../contract/job.ts';
import { OpenCancelsContext, useOpenCancels } from '../../components/cancel/open-cancels.ts';
import { Announcer } from '../../components/list/Announcer.tsx';
import { menuElementId } from '../../components/list/element-ids.ts';
import { JobFilters } from '../../components/list/filters/JobFilters.tsx';
import { JobSheet } from '../../components/list/JobSheet.tsx';
import { ListCoverage } from '../../components/list/ListCoverage.tsx';
import { useJobList } from '../../components/list/use-job-list.ts';
import { ViewStrip } from '../../components/list/views/ViewStrip.tsx';
import { useTranslation } from '../../lib/i18n.ts';
import { useJobIntent } from './use-job-intent.ts';
import { useListView } from './use-list-view.ts';

const CancelFlow = lazy(() => import('../../components/cancel/CancelFlow.tsx'));

type Props = {
  /** Loads the code of a job's page, which a row leads to. */
  loadJobPage: () => Promise<unknown>;
};

/** The home page: the video jobs that the URL selects. News changes the rows and moves none. */
export function JobsPage({ loadJobPage }: Props) {
  const { t } = useTranslation();
  const [view, changeView] = useListView();
  const state = useJobList(view);
  const jobIntent = useJobIntent(loadJobPage);
  const [cancelling, setCancelling] = useState<Job | null>(null);
  const openCancels = useOpenCancels(state.list?.jobs ?? []);
  return (
    <>
      <title>{`${t('jobs.title')} · Dailies`}</title>
      <h1 className="visually-hidden">{t('jobs.title')}</h1>
      <ViewStrip view={view} onChange={changeView} />
      <JobFilters view={view} onChange={changeView} />
      <ListCoverage view={view} state={state} />
      <OpenCancelsContext value={openCancels}>
        <JobSheet
          view={view}
          state={state}
          jobIntent={jobIntent}
          onChange={changeView}
          onCancel={setCancelling}
        />
      </OpenCancelsContext>
      <Announcer changes={state.changes} />
      {cancelling !== null && (
        <Suspense>
          <CancelFlow
            job={state.list?.jobs.find((job) => job.id === cancelling.id) ?? cancelling}
            earlier={openCancels.get(cancelling.id)}
            returnTo={[menuElementId(cancelling)]}
            onClose={() => setCancelling(null)}
          />
        </Suspense>
      )}
    </>
  );
}
