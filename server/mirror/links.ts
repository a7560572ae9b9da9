import type { Job, SignedUrl } from '../../contract/job.ts';
import { mediaObject } from '../../contract/media.ts';

/** Life that a link has at least when it is handed out, in ms; a fifth of its life when that is shorter. */
const leastLifeMs = 10 * 60_000;
const leastShare = 0.2;

/** Part of its life that a link keeps at least: then the link of a newer read replaces it (docs/promises.md#pinned-links). */
const keptLinkShare = 0.2;

/** When a link was read, in ms since 1970, by the id of its job. */
export type ReadAtOf = (id: string) => number | null;

/** Ids of the jobs whose picture's link ends soon. */
export function endingSoon(jobs: readonly Job[], readAtOf: ReadAtOf, now: number): string[] {
  return jobs.filter((job) => now > renewalOf(job, readAtOf)).map(({ id }) => id);
}

/** The time, in ms since 1970, after which the link of a job's picture ends too soon; infinite when it never does. */
export function renewalOf({ id, cover }: Job, readAtOf: ReadAtOf): number {
  if (!cover || cover.expiresAt === null) return Number.POSITIVE_INFINITY;
  const end = Date.parse(cover.expiresAt);
  const readAt = readAtOf(id);
  const life = readAt === null ? Number.POSITIVE_INFINITY : end - readAt;
  return end - Math.min(leastLifeMs, life * leastShare);
}

/** The earlier link of the same picture while it has enough life: every read signs anew, and pictures would load again. */
export function keptCover(
  before: SignedUrl | null,
  after: SignedUrl | null,
  now: number,
): SignedUrl | null {
  if (!before || !after || mediaObject(before.url) !== mediaObject(after.url)) return after;
  if (before.expiresAt === null || after.expiresAt === null) return before;
  const left = Date.parse(before.expiresAt) - now;
  const life = Date.parse(after.expiresAt) - now;
  return left > life * keptLinkShare ? before : after;
}
