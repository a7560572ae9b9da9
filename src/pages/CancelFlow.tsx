import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Job } from '../../contract/job.ts';
import { cancelJob } from '../api/cancel.ts';
import { cancellations } from '../api/jobs.ts';
import { problemCode } from '../apiError.ts';
import { CancelDialog } from '../components/CancelDialog.tsx';

type Props = { job: Job; onClose: () => void };

/** Asks, sends once, and tells what became of it; a cancel that is not confirmed yet is followed until it is. */
export default function CancelFlow({ job, onClose }: Props) {
  const client = useQueryClient();
  const { mutate, data: reply, error, isPending, reset } = useMutation(cancelJob(client, job.id));
  const watching = reply?.outcome === 'unconfirmed';
  const { data: records } = useQuery({ ...cancellations(job.id, watching), enabled: watching });
  const record = records?.cancellations.find(({ auditId }) => auditId === reply?.auditId);
  const settled = watching && record?.settledAt != null ? record.outcome : null;
  return (
    <CancelDialog
      job={reply?.job ?? job}
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
