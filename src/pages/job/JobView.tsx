import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useLocation, useNavigationType } from 'react-router';
import type { Job, JobDetail } from '../../../contract/job.ts';
import { canCancel } from '../../../contract/state.ts';
import { cancellations } from '../../api/jobs.ts';
import { cancelBlocked, cancelPending } from '../../components/cancel/cancel-blocked.ts';
import { useCancelForbidden } from '../../components/cancel/use-cancel-forbidden.ts';
import { JobHeader } from '../../components/detail/JobHeader.tsx';
import { JobSkeleton } from '../../components/detail/JobSkeleton.tsx';
import { StaleLine } from '../../components/detail/StaleLine.tsx';
import { isSignedOutError } from '../../lib/api-error.ts';
import { isFocusLost, rememberOpenedJob } from '../../lib/focus.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { backLink } from '../../lib/links.ts';
import { JobColumns } from './JobColumns.tsx';
import { StateAnnouncer } from './StateAnnouncer.tsx';

const CancelFlow = lazy(() => import('../../components/cancel/CancelFlow.tsx'));

type Props = {
  /** As the list has it, until it has been read. */
  job: Job;
  /** The same with its script and settings; undefined until it has been read. */
  detail: JobDetail | undefined;
  /** Why the job could not be read again; null when it could. */
  error: Error | null;
};

const focusTitle = () => document.getElementById('job-title')?.focus({ preventScroll: true });

/** A job, with its cancel button and the dialog that it opens. */
export function JobView({ job, detail, error }: Props) {
  const { t, language } = useTranslation();
  const { state } = useLocation();
  const { data } = useQuery(cancellations(job.id));
  // The header of a job that was clicked is on screen before the rest is drawn. What the browser returns to, or the server has
  // drawn, is there at once: the scroll position is restored in it.
  const isOpened = useNavigationType() !== 'POP';
  const shown = useDeferredValue(detail, isOpened ? undefined : detail);
  const forbidden = useCancelForbidden();
  const [isCancelling, setIsCancelling] = useState(false);
  const open = data?.cancellations.find(
    ({ settledAt, joined }) => settledAt === null && joined === null,
  );
  const again = open?.mayTryAgain === true;
  const pending = open === undefined || again ? null : cancelPending(open, t, language);
  useEffect(() => {
    rememberOpenedJob(job.id);
    if (isFocusLost()) focusTitle();
  }, [job.id]);
  // The button goes when the job starts, also while it has the focus.
  const hadButton = useRef(false);
  useEffect(() => {
    if (hadButton.current && !canCancel(job.state) && isFocusLost()) focusTitle();
    hadButton.current = canCancel(job.state);
  }, [job.state]);
  return (
    <>
      <JobHeader
        job={job}
        back={backLink(state)}
        cancelBlocked={cancelBlocked(job, forbidden, t) ?? pending}
        again={again}
        onCancel={() => setIsCancelling(true)}
      />
      <StateAnnouncer state={job.state} />
      {shown === undefined ? (
        <JobSkeleton hasTitle={false} />
      ) : (
        <>
          <StaleLine
            asOf={shown.asOf}
            stale={shown.stale}
            // The end of the session has its own bar.
            error={error !== null && isSignedOutError(error) ? null : error}
          />
          <JobColumns job={shown} cancellations={data?.cancellations ?? []} />
        </>
      )}
      {isCancelling && (
        <Suspense>
          <CancelFlow
            job={job}
            earlier={open}
            returnTo={['cancel-job', 'job-title']}
            onClose={() => setIsCancelling(false)}
          />
        </Suspense>
      )}
    </>
  );
}
