import type { Job } from '../../contract/job.ts';
import type { JobState } from '../../contract/state.ts';
import { Audit } from '../cancel/audit.ts';
import { Cancels } from '../cancel/cancels.ts';
import { createLogger } from '../lib/logger.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { fakeClock } from './fake-clock.ts';

export const jobId = 'job-1';

export function jobIn(state: JobState, type: Job['type'] = '2d'): Job {
  const none = { startedAt: null, endedAt: null, updatedAt: null, createdAt: null, error: null };
  const media = { durationSeconds: null, assetId: null, cover: null };
  const history = { usual: null, late: false };
  return { id: jobId, name: null, type, state, rawState: state, ...none, ...media, ...history };
}

/** What a read finds; a fault of MetaStudio, or an error of ours. */
export type Found = JobState | 'missing' | 'fails' | 'breaks';

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
    return jobIn(what);
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
  user: { id: 'dev', name: 'Developer', roles: ['viewer', 'support'] },
  requestId: 'request-1',
} as const;

/** Cancels on a clock of their own, without a simulator: reads find `found`, each request is answered by the next of `answers`, or accepted. */
export function scriptedCancels(found: Found[], answers: Error[] = [], earlier: string[] = []) {
  const { clock, reads, reader } = scriptedReads(...found);
  const lines: string[] = [];
  const logged: string[] = [];
  const requests: string[] = [];
  const logger = createLogger('info', [], { write: (line) => logged.push(line) });
  const file = {
    append: async (line: string) => {
      lines.push(line);
    },
    close: async () => undefined,
  };
  const audit = new Audit(file, logger, earlier);
  const cancels = new Cancels({
    read: reader.read,
    send: async (type, id) => {
      requests.push(`${type} ${id}`);
      const answer = answers[requests.length - 1];
      if (answer) throw answer;
      return { status: 200, requestId: 'upstream-1' };
    },
    audit,
    readBackMs: 20_000,
    // A limit on waiting is not over before what is waited for, as it would be on this clock.
    clock: {
      ...clock,
      sleep: (ms) => (ms === drainMs ? new Promise(() => undefined) : clock.sleep(ms)),
    },
    logger,
  });
  const records = () => lines.map((line) => JSON.parse(line));
  const events = () => logged.map((line) => JSON.parse(line));
  const cancel = () => cancels.cancel({ ...order, user: { ...order.user, roles: ['support'] } });
  return { clock, reads, audit, cancels, cancel, records, events, requests };
}
