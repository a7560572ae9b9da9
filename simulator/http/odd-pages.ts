import { uuid } from '../lib/random.ts';
import type { FaultEffect, PageOddity } from '../world/fault.ts';
import type { SimulatedWorld } from '../world/world.ts';

/** A call of the list: which page it asks for, and the page at any other offset. */
export type PageCall = { offset: number; limit: number; at: (offset: number) => Response };

/** The reply of a fault of the list; null for all others. */
export async function listReply(
  effect: FaultEffect,
  { page, world }: { page: PageCall | null; world: SimulatedWorld },
): Promise<Response | null> {
  if (page === null) return null;
  switch (effect.kind) {
    case 'shiftedPages': {
      const reply = page.at(page.offset);
      world.shiftJobs(effect);
      return reply;
    }
    case 'oddPage': {
      const isMoved = effect.how === 'overlapping' && page.offset > 0;
      const reply = page.at(isMoved ? Math.max(0, page.offset - effect.entries) : page.offset);
      return reply.ok ? await oddPage(reply, effect, page.limit) : reply;
    }
    default:
      return null;
  }
}

type OddPage = { how: PageOddity; entries: number };

/** The page with some odd entries; its `count` stays the number of jobs that match. */
async function oddPage(
  reply: Response,
  { how, entries }: OddPage,
  limit: number,
): Promise<Response> {
  const body: unknown = await reply.json();
  if (typeof body !== 'object' || body === null || !('jobs' in body) || !Array.isArray(body.jobs)) {
    throw new TypeError('The reply is no page of the list');
  }
  const jobs: object[] = body.jobs;
  return Response.json({ ...body, jobs: changes[how](jobs, entries).slice(0, limit) });
}

type Change = (jobs: readonly object[], entries: number) => readonly unknown[];

const changes: Record<PageOddity, Change> = {
  short: (jobs, entries) => jobs.slice(0, Math.max(0, jobs.length - entries)),
  gap: (jobs, entries) =>
    jobs.toSpliced(Math.max(0, Math.floor((jobs.length - entries) / 2)), entries),
  repeated: (jobs, entries) => [...jobs.slice(0, entries), ...jobs],
  // The page itself was read at an earlier offset.
  overlapping: (jobs) => jobs,
  withoutId: (jobs, entries) =>
    jobs.map((job, i) => (i < entries ? { ...job, job_id: undefined } : job)),
  notAnObject: (jobs, entries) => jobs.map((job, i) => (i < entries ? 'no job' : job)),
  foreign: (jobs, entries) => [
    ...jobs.slice(0, entries).map((job, i) => ({ ...job, job_id: uuid(i, 'foreign', i) })),
    ...jobs,
  ],
};
