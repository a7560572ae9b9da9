import type { Job } from '../../contract/job.ts';
import type { JobState } from '../../contract/state.ts';
import { type AppUsers, oneAppUser } from '../auth/app-users.ts';
import { Cancels } from '../cancel/cancels.ts';
import type { CancelOrder } from '../cancel/recorder.ts';
import { createLogger } from '../lib/logger.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { CancelRecords } from '../records/cancel-records.ts';
import type { Engine } from '../records/engine.ts';
import { Records } from '../records/records.ts';
import { type CancelRow, notSentYet } from '../records/schema.ts';
import { RecordsTrouble, type TroubleReason } from '../records/trouble.ts';
import { fakeClock } from './fake-clock.ts';
import { auditOf, memoryEngine } from './memory-engine.ts';

export const jobId = 'job-1';

export function jobIn(state: JobState, type: Job['type'] = '2d'): Job {
  const none = { startedAt: null, endedAt: null, updatedAt: null, createdAt: null, error: null };
  const media = { durationSeconds: null, assetId: null, cover: null, mediaBlocked: false };
  const history = { usual: null, late: false };
  return { id: jobId, name: null, type, state, rawState: state, ...none, ...media, ...history };
}

/** What a read finds: the job in this state, or another job; a fault of MetaStudio, or an error of ours. */
export type Found = JobState | Job | 'missing' | 'fails' | 'breaks';

/** A clock, and a read that finds one after another of these, the last again and again. */
export function scriptedReads(...found: Found[]) {
  const clock = fakeClock();
  const start = clock.now();
  const reads: { at: number; budget: number; type: Job['type'] }[] = [];
  const read = async (_: string, type: Job['type'], budget: number): Promise<Job> => {
    const what = found[Math.min(reads.length, found.length - 1)] ?? 'WAITING';
    reads.push({ at: clock.now() - start, budget, type });
    if (what === 'missing') throw new UpstreamFault('job_not_found');
    if (what === 'fails') throw new UpstreamFault('upstream_error');
    if (what === 'breaks') throw new TypeError('ours');
    return typeof what === 'string' ? jobIn(what) : what;
  };
  return { clock, reads, reader: { read, clock }, times: () => reads.map(({ at }) => at) };
}

/** Limit of `drain` that is never reached. */
export const drainMs = 14_999;

/** What a person orders. */
export const order = {
  jobId,
  hint: '2d',
  reason: 'typo',
  again: false,
  user: { id: 'dev', name: 'Developer', role: 'support' },
  requestId: 'request-1',
  address: '127.0.0.1',
} as const;

/** A row of the scripted job, by a process that has died since; sent, if nothing else is said. */
export function earlierRow(more: Partial<CancelRow> = {}): CancelRow {
  return {
    id: 'earlier',
    account: 'account',
    appUser: null,
    jobId,
    jobType: 'photo',
    jobName: null,
    priorState: 'WAITING',
    person: 'dev',
    personName: 'Developer',
    role: 'support',
    reason: null,
    requestId: 'request-0',
    requestedAt: Date.UTC(2026, 0, 15, 8),
    ...notSentYet,
    sentAt: Date.UTC(2026, 0, 15, 8),
    owner: 'dead',
    ...more,
  };
}

/** Whose jobs people see, and which of them are known to be theirs. */
type ScriptedSight = { appUsers: AppUsers; knows: () => boolean };

const seesAll: ScriptedSight = { appUsers: oneAppUser('dev', null), knows: () => true };

/**
 * Cancels on a clock of their own, without a simulator: reads find `found`, each request is answered by the next of
 * `answers`, or accepted. While `disk.trouble` is set, nothing can be written.
 */
export function scriptedCancels(found: Found[], answers: Error[] = [], sight = seesAll) {
  const { clock, reads, reader } = scriptedReads(...found);
  const logged: string[] = [];
  const requests: string[] = [];
  const logger = createLogger('info', [], { write: (line) => logged.push(line) });
  const disk: { trouble: TroubleReason | null } = { trouble: null };
  const engine: Engine = {
    ...memoryEngine(),
    assertInPlace: () => {
      if (disk.trouble) throw new RecordsTrouble(disk.trouble);
    },
  };
  const records = new Records(engine, { clock, logger });
  const store = new CancelRecords(records, 'account');
  const cancels = new Cancels({
    callsFor: () => ({
      read: reader.read,
      send: async (type, id) => {
        requests.push(`${type} ${id}`);
        const answer = answers[requests.length - 1];
        if (answer) throw answer;
        return { status: 200, requestId: 'upstream-1' };
      },
      knows: sight.knows,
      assertSeen: async () => undefined,
    }),
    records: store,
    appUsers: sight.appUsers,
    readBackMs: 20_000,
    tryAgainMs: null,
    // A limit on waiting is not over before what is waited for, as it would be on this clock.
    clock: {
      ...clock,
      sleep: (ms) => (ms === drainMs ? new Promise(() => undefined) : clock.sleep(ms)),
    },
    logger,
  });
  const audit = () => auditOf(engine);
  const events = () => logged.map((line) => JSON.parse(line));
  const cancel = (more: Partial<CancelOrder> = {}) =>
    cancels.cancel({ ...order, user: { ...order.user, role: 'support' }, ...more });
  return { clock, reads, reader, disk, records, store, cancels, cancel, audit, events, requests };
}
