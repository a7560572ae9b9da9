import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import type { JobDetail } from '../../../contract/job.ts';
import { cancellations } from '../../api/jobs.ts';
import { cancelBlocked, cancelPending } from '../../components/cancel/cancel-blocked.ts';
import { useCancelForbidden } from '../../components/cancel/use-cancel-forbidden.ts';
import { JobHeader } from '../../components/detail/JobHeader.tsx';
import { StaleLine } from '../../components/detail/StaleLine.tsx';
import { isSignedOutError } from '../../lib/api-error.ts';
import { isFocusLost, rememberOpenedJob } from '../../lib/focus.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { backLink } from '../../lib/links.ts';
import { JobColumns } from './JobColumns.tsx';
import { StateAnnouncer } from './StateAnnouncer.tsx';

const CancelFlow = lazy(() => import('../../components/cancel/CancelFlow.tsx'));

type Props = {
  job: JobDetail;
  /** Why the job could not be read again; null when it could. */
  error: Error | null;
};

/** A job that has been read, with its cancel button and the dialog that it opens. */
export function JobView({ job, error }: Props) {
  const { t, language } = useTranslation();
  const { state } = useLocation();
  const { data } = useQuery(cancellations(job.id));
  const forbidden = useCancelForbidden();
  const [isCancelling, setIsCancelling] = useState(false);
  const open = data?.cancellations.find(
    ({ settledAt, joined }) => settledAt === null && joined === null,
  );
  const again = open?.mayTryAgain === true;
  const pending = open === undefined || again ? null : cancelPending(open, t, language);
  useEffect(() => {
    rememberOpenedJob(job.id);
    if (isFocusLost()) document.getElementById('job-title')?.focus({ preventScroll: true });
  }, [job.id]);
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
      <StaleLine
        asOf={job.asOf}
        stale={job.stale}
        // The end of the session has its own bar.
        error={error !== null && isSignedOutError(error) ? null : error}
      />
      <JobColumns job={job} cancellations={data?.cancellations ?? []} />
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
