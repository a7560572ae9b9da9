import { believableJob } from '../fiction/believable.ts';
import type { JobRecord } from '../jobs/record.ts';
import { mix } from '../lib/random.ts';

/** The timetable of new jobs of a world: when it began (epoch ms), and what makes it its own. */
export type Arrivals = { start: number; seed: number };

const slotMs = 40_000;

/** When the k-th job arrives: one in each 40 s, early or late in them, so that gaps are 20 to 60 s. */
export function arrivalTime(arrivals: Arrivals, k: number): number {
  const late = mix(arrivals.seed, 'arrival', k) % 21;
  return Math.floor((arrivals.start + k * slotMs) / 1000) * 1000 + late * 1000;
}

const keptMs = 45 * 86_400_000;

/** True for an arrival that no list of the last month can show any more: kept out so that memory stays bounded. */
export function isForgotten(record: JobRecord, now: number): boolean {
  return record.arrived && record.createdAt < now - keptMs;
}

/**
 * The jobs that arrived after `from` and until `to` (epoch ms), oldest first. A pure function of the timetable: it
 * does not matter in how many steps time has passed. After a very long leap only the last 45 days come to be.
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
