import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';
import type { Cancellation } from '../../../contract/cancel.ts';
import type { Job } from '../../../contract/job.ts';
import { canCancel } from '../../../contract/state.ts';
import { openCancellations } from '../../api/cancel.ts';

type OpenCancels = ReadonlyMap<string, Cancellation>;

/** The cancels that are not settled, by job. A context: rows are drawn anew only when it changes, not by the table. */
export const OpenCancelsContext = createContext<OpenCancels>(new Map());

/** Asks for them, for the page to provide, while one of its jobs may have one. */
export function useOpenCancels(jobs: readonly Job[]): OpenCancels {
  const enabled = jobs.some(({ state }) => canCancel(state));
  const { data } = useQuery({ ...openCancellations(), enabled });
  // The newest of a job comes first, and is the one that counts.
  return useMemo(
    () => new Map(data?.open.toReversed().map((one) => [one.jobId, one] as const)),
    [data],
  );
}

/** The newest cancel of a job that is not settled; undefined when there is none. */
export function useOpenCancel(jobId: string): Cancellation | undefined {
  return useContext(OpenCancelsContext).get(jobId);
}
