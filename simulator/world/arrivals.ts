import { believableJob } from '../fiction/believable.ts';
import type { JobRecord } from '../jobs/record.ts';
import { mix } from '../lib/random.ts';

/** The timetable of a world's new jobs: `start` in epoch ms, and a seed. */
export type Arrivals = { start: number; seed: number };

const slotMs = 40_000;

/** When the k-th job arrives (epoch ms): one in each 40 s, up to 20 s late, which makes gaps of 20 to 60 s. */
export function arrivalTime(arrivals: Arrivals, k: number): number {
  const delaySeconds = mix(arrivals.seed, 'arrival', k) % 21;
  return Math.floor((arrivals.start + k * slotMs) / 1000) * 1000 + delaySeconds * 1000;
}

const keptMs = 45 * 86_400_000;

/** True for an arrival too old for a list of the last month: it is removed to keep memory bounded. */
export function isTooOld(record: JobRecord, now: number): boolean {
  return record.arrived && record.createdAt < now - keptMs;
}

/**
 * The jobs that arrived after `from` and until `to` (epoch ms), oldest first; only those of the last 45 days. It is a
 * pure function of the timetable: many short steps give the same jobs as one long one.
 */
export function arrivalsBetween(arrivals: Arrivals, from: number, to: number): JobRecord[] {
  const first = Math.max(from, to - keptMs);
  const records: JobRecord[] = [];
  const start = Math.max(0, Math.floor((first - arrivals.start) / slotMs) - 1);
  for (let k = start; arrivals.start + k * slotMs - 1000 <= to; k++) {
    const at = arrivalTime(arrivals, k);
    if (at <= first || at > to) continue;
    const seed = mix(arrivals.seed, 'arrived', k);
    records.push({ ...believableJob(seed, firstSerial + k, at), arrived: true });
  }
  return records;
}

const firstSerial = 1_000_000;
