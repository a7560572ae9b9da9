import { type Clock, systemClock } from '../lib/clock.ts';
import type { Readings } from '../metrics/readings.ts';
import type { Records } from '../records/records.ts';
import type { Composed } from './compose.ts';

/** What Prometheus reads of the running proxy. */
export function readingsOf(
  { services, streams }: Pick<Composed, 'services' | 'streams'>,
  records: Pick<Records, 'trouble'>,
  clock: Clock = systemClock,
): Readings {
  const { mirrors, openCancels, authoriser } = services;
  const { mirror, follower } = mirrors.shared;
  const secondsSince = (ms: number) => Math.max(0, (clock.now() - ms) / 1000);
  return {
    upstream_breaker_state: () => Number(authoriser.isStopped),
    upstream_clock_offset_seconds: () => authoriser.clockOffsetMs / 1000,
    mirror_jobs: () => mirror.size,
    mirror_age_seconds: () => {
      const { readAt } = follower.status;
      return readAt === null ? null : secondsSince(readAt);
    },
    mirror_stale_seconds: () => {
      const { stale } = follower.status;
      return stale === null ? 0 : secondsSince(stale.since);
    },
    mirror_unreadable_entries: () => follower.coverage.unreadable,
    mirrors: () => 1 + mirrors.size,
    sse_clients: () => streams.size,
    cancel_open_intents: async () => (await openCancels()).count,
    cancel_oldest_open_seconds: async () => {
      const { oldestAt } = await openCancels();
      return oldestAt === null ? 0 : secondsSince(oldestAt);
    },
    records_up: () => Number(records.trouble() === null),
  };
}
