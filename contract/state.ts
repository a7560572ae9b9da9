/** States of a job (docs/metastudio.md#states); UNKNOWN is any undocumented one (see `Job.rawState`). */
export const jobStates = [
  'WAITING',
  'PROCESSING',
  'SUCCEED',
  'FAILED',
  'CANCELED',
  'BLOCK',
  'UNKNOWN',
] as const;

export type JobState = (typeof jobStates)[number];

/** States that the list can be filtered by: those that MetaStudio's filter knows. */
export const filterStates = jobStates.filter(
  (state): state is Exclude<JobState, 'UNKNOWN'> => state !== 'UNKNOWN',
);

export type FilterState = (typeof filterStates)[number];

/** True for states that a job never leaves (docs/metastudio.md#states). */
export function isTerminal(state: JobState): boolean {
  return state === 'SUCCEED' || state === 'FAILED' || state === 'CANCELED';
}

/** True while a job is queued or in production: its state is polled often. */
export function isMoving(state: JobState): state is 'WAITING' | 'PROCESSING' {
  return state === 'WAITING' || state === 'PROCESSING';
}

/** MetaStudio cancels waiting jobs only (docs/metastudio.md#cancel-waiting-only); the proxy refuses all others. */
export function canCancel(state: JobState): state is 'WAITING' {
  return state === 'WAITING';
}
