import { useEffect, useRef } from 'react';
import type { Job, JobList } from '../../../contract/job.ts';
import { useTranslation } from '../../lib/i18n.ts';
import type { ListView } from '../../lib/list-view.ts';
import { jobSheetId } from './element-ids.ts';
import { JobListContent } from './JobListContent.tsx';
import classes from './JobSheet.module.css';
import { NewJobs } from './NewJobs.tsx';
import { Pager } from './Pager.tsx';
import { useJobActions } from './use-job-actions.ts';
import type { JobListState } from './use-job-list.ts';
import { useReturnFocus } from './use-return-focus.ts';

type Props = {
  view: ListView;
  state: JobListState;
  onChange: (change: Partial<ListView>) => void;
  onCancel: (job: Job) => void;
};

/** The list with the button for new jobs above it and the pager below. */
export function JobSheet({ view, state, onChange, onCancel }: Props) {
  const { t } = useTranslation();
  const sheet = useRef<HTMLElement>(null);
  const actions = useJobActions(onCancel);
  const { list } = state;
  useReturnFocus(list !== undefined);
  const arrived = list?.anchor?.arrived ?? 0;
  // The button that was clicked goes when the new jobs are there: the first one takes the focus.
  const isShowing = useRef(false);
  useEffect(() => {
    if (arrived > 0 || !isShowing.current) return;
    isShowing.current = false;
    sheet.current?.querySelector<HTMLElement>('tbody a')?.focus();
  }, [arrived]);
  const showNew = () => {
    isShowing.current = true;
    void state.showLatest();
  };
  return (
    <>
      <NewJobs count={arrived} page={view.page} onShow={showNew} />
      <section
        ref={sheet}
        id={jobSheetId}
        className={classes.sheet}
        aria-label={t('jobs.title')}
        tabIndex={-1}
      >
        <JobListContent view={view} state={state} actions={actions} onChange={onChange} />
        {list !== undefined && (pagedTotal(list) > view.size || view.page > 1) && (
          <Pager
            page={view.page}
            size={view.size}
            total={pagedTotal(list)}
            onPage={(page) => {
              onChange({ page });
              window.scrollTo({ top: 0 });
            }}
            onSize={(size) => onChange({ size })}
          />
        )}
      </section>
    </>
  );
}

/** Jobs on all pages of the walk, which arrivals do not lengthen. */
const pagedTotal = ({ anchor, total }: JobList) => anchor?.total ?? total;
