import { useTranslation } from '../../lib/i18n.ts';
import type { ListView } from '../../lib/list-view.ts';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import { NoJobs } from './NoJobs.tsx';
import { JobTable } from './table/JobTable.tsx';
import { TableSkeleton } from './table/TableSkeleton.tsx';
import type { JobIntent } from './table/use-row-links.ts';
import type { JobActions } from './use-job-actions.ts';
import type { JobListState } from './use-job-list.ts';
import type { ListIntent } from './use-list-intent.ts';

type Props = {
  view: ListView;
  state: JobListState;
  actions: JobActions;
  jobIntent: JobIntent;
  onIntent: ListIntent;
  onChange: (change: Partial<ListView>) => void;
};

/** The rows, or what stands in their place: a placeholder, the problem, or the reason why there are none. */
export function JobListContent(props: Props) {
  const { view, state, actions, jobIntent, onIntent, onChange } = props;
  const { t } = useTranslation();
  const { list, changes, isStale, error, retry } = state;
  if (list === undefined) {
    if (error === null) return <TableSkeleton />;
    return <ProblemNotice error={error} title={t('jobs.failed')} onRetry={retry} />;
  }
  if (list.jobs.length === 0) {
    return <NoJobs view={view} list={list} onChange={onChange} />;
  }
  return (
    <JobTable
      jobs={list.jobs}
      sort={view.sort}
      dir={view.dir}
      onSort={(sort, dir) => onChange({ sort, dir })}
      onIntent={(sort, dir) => onIntent({ sort, dir })}
      changeCounts={changes.counts}
      isStale={isStale}
      jobIntent={jobIntent}
      actions={actions}
    />
  );
}
