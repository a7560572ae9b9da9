import type { Job, SignedUrl } from '../../contract/job.ts';

/** Life that a link has at least when it is handed out, in ms; a fifth of its life when that is shorter. */
const leastLifeMs = 10 * 60_000;
const leastShare = 0.2;

/** Ids of the jobs whose picture's link ends soon. @param readAtOf when the link was read, in ms since 1970 */
export function endingSoon(
  jobs: readonly Job[],
  readAtOf: (id: string) => number | null,
  now: number,
): string[] {
  return jobs
    .filter(({ id, cover }) => cover !== null && isEnding(cover, readAtOf(id), now))
    .map(({ id }) => id);
}

function isEnding({ expiresAt }: SignedUrl, readAt: number | null, now: number): boolean {
  if (expiresAt === null) return false;
  const end = Date.parse(expiresAt);
  const life = readAt === null ? Number.POSITIVE_INFINITY : end - readAt;
  return end - now < Math.min(leastLifeMs, life * leastShare);
}
