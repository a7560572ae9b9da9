import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Cancellation } from '../../../contract/cancel.ts';
import type { Job } from '../../../contract/job.ts';
import { cancelJob, invalidateJob } from '../../api/cancel.ts';
import { cancellations } from '../../api/jobs.ts';
import { problemCode } from '../../lib/api-error.ts';
import { focusFirst } from '../../lib/focus.ts';
import { MantineParts } from '../ui/MantineParts.tsx';
import { CancelDialog } from './CancelDialog.tsx';

type Props = {
  /** Kept up to date by the page. */
  job: Job;
  /** A cancel of the job that is unconfirmed; undefined when there is none. */
  earlier: Cancellation | undefined;
  /** Ids of the elements to focus when it closes; the first one that can take the focus gets it. */
  returnTo: readonly string[];
  onClose: () => void;
};

/** Asks, sends the cancel once and shows its result; an unconfirmed one is watched until it is settled. */
export default function CancelFlow({ job, earlier, returnTo, onClose }: Props) {
  const client = useQueryClient();
  const { mutate, data: reply, error, isPending, reset } = useMutation(cancelJob(client, job.id));
  const isWatched = reply?.outcome === 'unconfirmed';
  const { data: records } = useQuery({ ...cancellations(job.id), enabled: isWatched });
  const record = records?.cancellations.find(({ auditId }) => auditId === reply?.auditId);
  const settledOutcome = isWatched && record?.settledAt != null ? record.outcome : null;

  useEffect(() => {
    if (settledOutcome !== null) invalidateJob(client, job.id);
  }, [settledOutcome, client, job.id]);
  const [first = '', second = ''] = returnTo;
  useEffect(() => () => focusFirst(first, second), [first, second]);

  return (
    <MantineParts>
      <CancelDialog
        job={job}
        earlier={earlier?.mayTryAgain ? earlier : undefined}
        sending={isPending}
        outcome={settledOutcome ?? reply?.outcome ?? null}
        problem={reply?.problem ?? null}
        joinedBy={reply?.joined?.by ?? null}
        failed={error === null ? null : problemCode(error)}
        onConfirm={(reason, again) => {
          reset();
          mutate({
            ...(again ? { again } : {}),
            ...(reason === '' ? {} : { reason }),
            ...(job.type === null ? {} : { type: job.type }),
          });
        }}
        onClose={onClose}
      />
    </MantineParts>
  );
}
