import { useRef } from 'react';
import { flushSync } from 'react-dom';
import type { Job } from '../../../contract/job.ts';
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
  list: JobListState;
  onChange: (change: Partial<ListView>) => void;
  onCancel: (job: Job) => void;
};

/** The list with the button for new jobs above it and the pager below. */
export function JobSheet({ view, list, onChange, onCancel }: Props) {
  const { t } = useTranslation();
  const sheet = useRef<HTMLElement>(null);
  const actions = useJobActions(onCancel);
  const { held } = list;
  useReturnFocus(held !== undefined);
  const showNew = () => {
    flushSync(list.showNew);
    // The button that was clicked is gone: the first job takes the focus.
    sheet.current?.querySelector<HTMLElement>('tbody a')?.focus();
  };
  return (
    <>
      <NewJobs count={held?.newJobs.length ?? 0} page={view.page} onShow={showNew} />
      <section
        ref={sheet}
        id={jobSheetId}
        className={classes.sheet}
        aria-label={t('jobs.title')}
        tabIndex={-1}
      >
        <JobListContent view={view} list={list} actions={actions} onChange={onChange} />
        {held !== undefined && (held.list.total > view.size || view.page > 1) && (
          <Pager
            page={view.page}
            size={view.size}
            total={held.list.total}
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
