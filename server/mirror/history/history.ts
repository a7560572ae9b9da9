import type { Job, JobType, Usual } from '../../../contract/job.ts';
import { survivalCurve, timeUntil } from './kaplan-meier.ts';
import { NewestJobs } from './newest.ts';
import { productionOf, type Span, timesOf, waitOf } from './phases.ts';

/** How long the phases of jobs usually take, by type (docs/decisions/0015-late-jobs.md). Plain data, not rounded. */
export type History = Record<JobType | 'unknown', TypeHistory>;

/** Null where there are too few jobs to say. */
type TypeHistory = {
  /** Seconds from creation to start: of all jobs, and of those created in each hour of the day (UTC). */
  wait: Usual | null;
  waitByHour: (Usual | null)[];
  /** Seconds from start to end, and the same for each minute of video. */
  production: Usual | null;
  productionPerMinute: Usual | null;
};

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Which jobs count: those created in this time, of each type the newest. */
const historyMs = 30 * dayMs;
const maxJobs = 5000;

/** Fewer than these say too little about 95 of 100. */
const minSamples = 30;

/**
 * What is usual according to these jobs: in any order, fastest newest first.
 *
 * @param now in ms since 1970
 */
export function historyOf(jobs: Iterable<Job>, now: number): History {
  const newest = () => new NewestJobs(maxJobs, now - historyMs, now);
  const recent = { '2d': newest(), photo: newest(), unknown: newest() };
  for (const job of jobs) recent[job.type ?? 'unknown'].add(job);
  const ofType = (type: keyof History) => typeHistory(recent[type].jobs(), now);
  return { '2d': ofType('2d'), photo: ofType('photo'), unknown: ofType('unknown') };
}

function typeHistory(jobs: readonly Job[], now: number): TypeHistory {
  const wait = new Tally();
  const waitByHour = Array.from({ length: 24 }, () => new Tally());
  const production = new Tally();
  const productionPerMinute = new Tally();
  for (const job of jobs) {
    const times = timesOf(job);
    const waited = waitOf(job, times, now);
    wait.add(waited);
    if (times.created !== null) waitByHour[hourOf(times.created)]?.add(waited);
    const produced = productionOf(job, times, now);
    production.add(produced);
    const minutes = minutesOf(job);
    if (minutes !== null) productionPerMinute.add(produced, minutes);
  }
  return {
    wait: wait.usual(),
    waitByHour: waitByHour.map((tally) => tally.usual()),
    production: production.usual(),
    productionPerMinute: productionPerMinute.usual(),
  };
}

/** Collects the spans of similar jobs. */
class Tally {
  readonly #events: number[] = [];
  readonly #censored: number[] = [];

  /** Notes the seconds of a span, divided by `size`; nothing when the span is unknown. */
  add(span: Span | null, size = 1): void {
    if (span !== null) (span.over ? this.#events : this.#censored).push(span.seconds / size);
  }

  /** Null without enough phases that ended, and when too many of the longest did not: then 95 of 100 are not known. */
  usual(): Usual | null {
    const samples = this.#events.length;
    if (samples < minSamples) return null;
    const curve = survivalCurve({ events: this.#events, censored: this.#censored });
    const median = timeUntil(curve, 0.5);
    const p95 = timeUntil(curve, 0.95);
    return median === null || p95 === null ? null : { median, p95, samples };
  }
}

/** The hour of the day in UTC, 0 to 23, of a time in ms since 1970. */
export function hourOf(time: number): number {
  return Math.floor(time / hourMs) % 24;
}

/** Minutes of video; null when the length is unknown or none. */
export function minutesOf(job: Job): number | null {
  return job.durationSeconds !== null && job.durationSeconds > 0 ? job.durationSeconds / 60 : null;
}
