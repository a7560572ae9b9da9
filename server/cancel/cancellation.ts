import type { Cancellation } from '../../contract/cancel.ts';
import type { AppUsers } from '../auth/app-users.ts';
import type { User } from '../auth/roles.ts';
import { isoTime } from '../lib/clock.ts';
import { ProblemError } from '../lib/problem-error.ts';
import type { CancelRecords } from '../records/cancel-records.ts';
import type { CancelRow } from '../records/schema.ts';
import { RecordsTrouble } from '../records/trouble.ts';
import type { CancelCalls } from './calls.ts';

type Seen = {
  records: CancelRecords;
  appUsers: AppUsers;
  callsFor: (appUser: string | null) => CancelCalls;
};

/** Cancels of a job; see `Cancels`. */
export async function cancellationsOf(
  jobId: string,
  user: User,
  { records, appUsers, callsFor }: Seen,
): Promise<Cancellation[]> {
  const appUser = appUsers.of(user);
  if (appUser === null) return await told(records.of(jobId));
  await callsFor(appUser).assertSeen(jobId);
  // An order for another person's job is told to those who see all, not to that person.
  const isSeen = (row: CancelRow) => row.appUser === null || row.appUser === appUser;
  return await told(records.of(jobId).then((rows) => rows.filter(isSeen)));
}

/** Cancels that are not settled; see `Cancels`. */
export async function openCancellations(
  user: User,
  { records, appUsers, callsFor }: Seen,
): Promise<Cancellation[]> {
  const appUser = appUsers.of(user);
  const { knows } = callsFor(appUser);
  const isSeen = (row: CancelRow) =>
    appUser === null || row.appUser === appUser || knows(row.jobId);
  return await told(records.open().then((rows) => rows.filter(isSeen)));
}

/** Whether a cancel was requested and has no answer yet. */
export function isUnderWay({ outcome, joined }: CancelRow): boolean {
  return outcome === null && joined === null;
}

/** Whether the outcome of a request that was sent is not known yet. */
export function isWatched({ outcome, settledAt, joined }: CancelRow): boolean {
  return outcome === 'unconfirmed' && settledAt === null && joined === null;
}

/** Recorded orders as the page gets them. @throws ProblemError `records_unavailable` */
async function told(rows: Promise<CancelRow[]>): Promise<Cancellation[]> {
  try {
    return (await rows).map(cancellationOf);
  } catch (error) {
    if (error instanceof RecordsTrouble) throw new ProblemError('records_unavailable');
    throw error;
  }
}

/** A recorded order as the page gets it. */
function cancellationOf(row: CancelRow): Cancellation {
  return {
    auditId: row.id,
    jobId: row.jobId,
    requestedAt: isoTime(row.requestedAt),
    sentAt: timeOrNull(row.sentAt),
    by: { id: row.person, name: row.personName, role: row.role },
    reason: row.reason,
    priorState: row.priorState,
    outcome: row.outcome,
    finalState: row.finalState,
    settledAt: timeOrNull(row.settledAt),
    joined: row.joined,
    corrected: correctionOf(row),
    mayTryAgain: row.settledAt === null && row.retryAt !== null,
  };
}

function correctionOf({ correctedAt: at, correctedFrom: from }: CancelRow) {
  return at === null || from === null ? null : { at: isoTime(at), from };
}

function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}
