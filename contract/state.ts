/** States a job can be in; UNKNOWN stands for whatever MetaStudio may say next (see `Job.rawState`). */
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

/** States that the list can be filtered by: those that MetaStudio's own filter knows. */
export const filterStates = jobStates.filter(
  (state): state is Exclude<JobState, 'UNKNOWN'> => state !== 'UNKNOWN',
);

export type FilterState = (typeof filterStates)[number];

/** True for states that a job never leaves: finished, failed, canceled (metastudio-api section 4). */
export function isTerminal(state: JobState): boolean {
  return state === 'SUCCEED' || state === 'FAILED' || state === 'CANCELED';
}

/** True while a job is queued or being produced, so that its state is worth asking for often. */
export function isMoving(state: JobState): boolean {
  return state === 'WAITING' || state === 'PROCESSING';
}

/** MetaStudio cancels waiting jobs only (metastudio-api Q5); everything else is refused without asking it. */
export function canCancel(state: JobState): state is 'WAITING' {
  return state === 'WAITING';
}
