import type { Job, JobList } from '../../../contract/job.ts';
import { useTranslation } from '../../lib/i18n.ts';
import type { ListView } from '../../lib/list-view.ts';
import { jobSheetId } from './element-ids.ts';
import { JobListContent } from './JobListContent.tsx';
import classes from './JobSheet.module.css';
import { Pager } from './Pager.tsx';
import type { JobIntent } from './table/use-row-links.ts';
import { useJobActions } from './use-job-actions.ts';
import type { JobListState } from './use-job-list.ts';
import { useListIntent } from './use-list-intent.ts';

type Props = {
  view: ListView;
  state: JobListState;
  jobIntent: JobIntent;
  onChange: (change: Partial<ListView>) => void;
  onCancel: (job: Job) => void;
};

/** The list with the pager below it. */
export function JobSheet({ view, state, jobIntent, onChange, onCancel }: Props) {
  const { t } = useTranslation();
  const actions = useJobActions(onCancel);
  const { list } = state;
  const intend = useListIntent(view);
  return (
    <section id={jobSheetId} className={classes.sheet} aria-label={t('jobs.title')} tabIndex={-1}>
      <JobListContent
        view={view}
        state={state}
        actions={actions}
        jobIntent={jobIntent}
        onIntent={intend}
        onChange={onChange}
      />
      {list !== undefined && (pagedTotal(list) > view.size || view.page > 1) && (
        <Pager
          page={view.page}
          size={view.size}
          total={pagedTotal(list)}
          onPage={(page) => {
            onChange({ page });
            window.scrollTo({ top: 0 });
          }}
          onIntent={(page) => intend({ page })}
          onSize={(size) => onChange({ size })}
        />
      )}
    </section>
  );
}

/** Jobs on all pages of the walk, which arrivals do not lengthen. */
const pagedTotal = ({ anchor, total }: JobList) => anchor?.total ?? total;
