import type { Job } from '../../../contract/job.ts';
import { isoTime } from '../../lib/clock.ts';
import { Facts } from '../facts.ts';
import { type History, historyOf } from './history.ts';

/** The moment at which the tests look at their jobs: shortly after noon UTC. */
export const now = Date.parse('2026-11-25T12:30:00Z');

export const minute = 60_000;
export const day = 86_400_000;

/** A job that was created `ago` ms before `now`, then waited and was produced; null for a phase that did not end. */
export function jobOf(
  spans: { ago?: number; waitSeconds?: number | null; runSeconds?: number | null },
  facts: Partial<Job> = {},
): Job {
  const created = now - (spans.ago ?? day);
  const { waitSeconds = 60, runSeconds = 60 } = spans;
  const started = waitSeconds === null ? null : created + waitSeconds * 1000;
  const ended = started === null || runSeconds === null ? null : started + runSeconds * 1000;
  const state = started === null ? 'WAITING' : ended === null ? 'PROCESSING' : 'SUCCEED';
  return {
    id: 'job',
    name: null,
    type: '2d',
    state,
    rawState: facts.state ?? state,
    createdAt: isoTime(created),
    startedAt: started === null ? null : isoTime(started),
    endedAt: ended === null ? null : isoTime(ended),
    updatedAt: isoTime(ended ?? started ?? created),
    durationSeconds: null,
    assetId: null,
    cover: null,
    mediaBlocked: false,
    error: null,
    usual: null,
    late: false,
    ...facts,
  };
}

/** What is usual after these jobs, whatever their order. */
export function historyAfter(jobs: Iterable<Job>): History {
  const entries = [...jobs].map((job) => ({ facts: new Facts(job) }));
  return historyOf(
    entries.sort(({ facts: a }, { facts: b }) => (b.created ?? 0) - (a.created ?? 0)),
    now,
  );
}

/** A job that has been waiting for some seconds. */
export function waiting(seconds: number, facts: Partial<Job> = {}): Job {
  return jobOf({ ago: seconds * 1000, waitSeconds: null }, facts);
}

/** A job that has been in production for some seconds. */
export function processing(seconds: number, facts: Partial<Job> = {}): Job {
  return jobOf({ ago: (seconds + 60) * 1000, runSeconds: null }, facts);
}

/** `count` values, made from 1, 2, 3 and so on. */
export function listOf<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i + 1));
}

/** Random numbers from 0 to 1, the same ones for the same seed (Park and Miller's generator). */
export function randomOf(seed: number): () => number {
  let value = seed;
  return () => {
    value = (value * 48_271) % 2_147_483_647;
    return value / 2_147_483_647;
  };
}
