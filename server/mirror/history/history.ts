import type { JobType, Usual } from '../../../contract/job.ts';
import type { Entry } from '../entry.ts';
import type { Facts } from '../facts.ts';
import { type Observations, survivalCurve, timeUntil } from './kaplan-meier.ts';
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
const maxJobs = 3000;

/** Fewer than these say too little about 95 of 100. */
const minSamples = 30;

/**
 * What is usual according to these jobs.
 *
 * @param jobs newest first, those of unknown age last
 * @param now in ms since 1970
 */
export function historyOf(jobs: Iterable<Pick<Entry, 'facts'>>, now: number): History {
  const since = now - historyMs;
  const tallies = {
    '2d': new TypeTally(now),
    photo: new TypeTally(now),
    unknown: new TypeTally(now),
  };
  for (const { facts } of jobs) {
    const { created, type } = facts;
    if (created === null || created < since) break;
    if (created <= now) tallies[type ?? 'unknown'].add(facts, created);
  }
  return {
    '2d': tallies['2d'].history(),
    photo: tallies.photo.history(),
    unknown: tallies.unknown.history(),
  };
}

/** Collects the phases of jobs of one type. */
class TypeTally {
  readonly #now: number;
  #jobs = 0;
  readonly #wait = new Tally();
  readonly #waitByHour = Array.from({ length: 24 }, () => new Tally());
  readonly #production = new Tally();
  readonly #productionPerMinute = new Tally();

  constructor(now: number) {
    this.#now = now;
  }

  /** Notes a job, unless there are enough. @param created in ms since 1970 */
  add(job: Facts, created: number): void {
    if (this.#jobs === maxJobs) return;
    this.#jobs++;
    const times = timesOf(job);
    const waited = waitOf(job, times, this.#now);
    this.#wait.add(waited);
    this.#waitByHour[hourOf(created)]?.add(waited);
    const produced = productionOf(job, times, this.#now);
    this.#production.add(produced);
    const minutes = minutesOf(job);
    if (minutes !== null) this.#productionPerMinute.add(produced, minutes);
  }

  history(): TypeHistory {
    return {
      wait: this.#wait.usual() ?? this.#wait.usualOfEnded(),
      waitByHour: this.#waitByHour.map((tally) => tally.usual()),
      production: this.#production.usual() ?? this.#production.usualOfEnded(),
      productionPerMinute: this.#productionPerMinute.usual(),
    };
  }
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
    return usualOf({ events: this.#events, censored: this.#censored });
  }

  /** According to the phases that ended alone: in a jam nothing else is known, and jobs that hang are to be late. */
  usualOfEnded(): Usual | null {
    return usualOf({ events: this.#events, censored: [] });
  }
}

function usualOf(spans: Observations): Usual | null {
  const samples = spans.events.length;
  if (samples < minSamples) return null;
  const curve = survivalCurve(spans);
  const median = timeUntil(curve, 0.5);
  const p95 = timeUntil(curve, 0.95);
  return median === null || p95 === null ? null : { median, p95, samples };
}

/** The hour of the day in UTC, 0 to 23, of a time in ms since 1970. */
export function hourOf(time: number): number {
  return Math.floor(time / hourMs) % 24;
}

/** Minutes of video; null when the length is unknown or none. */
export function minutesOf({ durationSeconds }: Facts): number | null {
  return durationSeconds !== null && durationSeconds > 0 ? durationSeconds / 60 : null;
}
