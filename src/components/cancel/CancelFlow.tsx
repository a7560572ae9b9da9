import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Job } from '../../../contract/job.ts';
import { cancelJob, readAgain } from '../../api/cancel.ts';
import { cancellations } from '../../api/jobs.ts';
import { problemCode } from '../../lib/api-error.ts';
import { focusFirst } from '../../lib/focus.ts';
import { CancelDialog } from './CancelDialog.tsx';

type Props = {
  /** Kept up to date by the page. */
  job: Job;
  /** Ids of the elements that may have the focus afterwards; the first that can take it gets it. */
  returnTo: readonly string[];
  onClose: () => void;
};

/** Asks, sends once, and tells what became of it; a cancel that is not confirmed yet is followed until it is. */
export default function CancelFlow({ job, returnTo, onClose }: Props) {
  const client = useQueryClient();
  const { mutate, data: reply, error, isPending, reset } = useMutation(cancelJob(client, job.id));
  const watching = reply?.outcome === 'unconfirmed';
  const { data: records } = useQuery({ ...cancellations(job.id), enabled: watching });
  const record = records?.cancellations.find(({ auditId }) => auditId === reply?.auditId);
  const settled = watching && record?.settledAt != null ? record.outcome : null;

  useEffect(() => {
    if (settled !== null) readAgain(client, job.id);
  }, [settled, client, job.id]);
  const [first = '', second = ''] = returnTo;
  useEffect(() => () => focusFirst(first, second), [first, second]);

  return (
    <CancelDialog
      job={job}
      sending={isPending}
      outcome={settled ?? reply?.outcome ?? null}
      problem={reply?.problem ?? null}
      failed={error === null ? null : problemCode(error)}
      onConfirm={(reason) => {
        reset();
        mutate({
          ...(reason === '' ? {} : { reason }),
          ...(job.type === null ? {} : { type: job.type }),
        });
      }}
      onClose={onClose}
    />
  );
}
