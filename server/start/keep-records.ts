import { setImmediate } from 'node:timers/promises';
import { sessionLifeMs } from '../auth/sessions.ts';
import type { Clock } from '../lib/clock.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import type { People } from '../people/people.ts';
import type { EndedSessions } from '../records/ended-sessions.ts';
import type { Records } from '../records/records.ts';
import { removeOld } from '../records/retention.ts';
import { RecordsTrouble } from '../records/trouble.ts';
import type { Services } from './services.ts';

const beatMs = 5000;

/** A process without a heartbeat for so long is dead, in ms. */
const deadAfterMs = 30_000;

/** How often outcomes on record are usually compared with what is known of their jobs, in ms. */
const usualCompareMs = 60_000;

const dayMs = 86_400_000;

export type KeepOptions = {
  records: Records;
  services: Pick<Services, 'shareLimits'> & {
    mirrors: Pick<Services['mirrors'], 'refresh'>;
    cancels: Pick<Services['cancels'], 'takeOver'>;
    corrections: Pick<Services['corrections'], 'look'>;
  };
  endedSessions: EndedSessions;
  people: Pick<People, 'write' | 'removeOld'>;
  /** How long audit and settled cancels are kept. */
  auditDays: number;
  /** How often outcomes on record are compared with what is known of their jobs, in ms; null: every minute. */
  compareMs: number | null;
  clock: Clock;
  logger: Logger;
};

/**
 * Takes over what dead processes left open, now and then again; shows that this one lives, shares MetaStudio's limits with the
 * others that do, writes what could not be written before, corrects what later reads contradict, and removes what is too old.
 *
 * @returns a function that stops it
 * @throws RecordsTrouble when the first look fails
 */
export async function keepRecords(options: KeepOptions): Promise<() => void> {
  const { records, services, endedSessions, people, clock, logger } = options;
  const { mirrors, cancels, corrections, shareLimits } = services;
  const compareMs = options.compareMs ?? usualCompareMs;
  const { shared } = records.engine;
  const countProcesses = async (now: number) => {
    // Without the database the last part is kept: others may be alive.
    if (shared) shareLimits(await records.countWriters(now - deadAfterMs));
  };
  // No other process can use a file of ours: the process that wrote there before is dead.
  await cancels.takeOver(shared ? clock.now() - deadAfterMs : Number.MAX_SAFE_INTEGER);
  await countProcesses(clock.now());
  await endedSessions.refresh();
  let isStopped = false;
  let wellSince = clock.now();
  let cleanedAt = 0;
  let comparedAt = clock.now();
  const round = async () => {
    await records.beat();
    const now = clock.now();
    if (records.trouble() !== null) {
      wellSince = Number.POSITIVE_INFINITY;
      return;
    }
    wellSince = Math.min(wellSince, now);
    await countProcesses(now);
    await endedSessions.refresh();
    // After a time without the database no process has shown that it lives.
    if (shared && now >= wellSince + deadAfterMs) await cancels.takeOver(now - deadAfterMs);
    if (now >= comparedAt + compareMs) {
      comparedAt = now;
      // Not waited for: it may read jobs for longer than a heartbeat may be away.
      void corrections.look();
    }
    await people.write();
    if (now < cleanedAt + dayMs) return;
    cleanedAt = now;
    const oldest = now - options.auditDays * dayMs;
    await endedSessions.removeOld(sessionLifeMs);
    await people.removeOld(oldest);
    await removeOld(records, oldest, () => setImmediate());
  };
  const run = async () => {
    for (;;) {
      await clock.sleep(beatMs);
      if (isStopped) return;
      await round().catch((error: unknown) => {
        // Logged where it was met.
        if (error instanceof RecordsTrouble) return;
        logger.error({ event: 'unexpected', ...errorFields(error) }, 'Keeping records failed');
      });
    }
  };
  void run();
  // Sooner than the next round, which finds what was not heard of.
  const stopListening = records.onNotice(({ kind, id }) => {
    if (kind === 'job') mirrors.refresh(id);
    // Trouble is logged where it was met, and the next round tries again.
    else void endedSessions.refresh().catch(() => undefined);
  });
  return () => {
    isStopped = true;
    stopListening();
  };
}
