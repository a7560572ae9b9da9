import { expect } from 'vitest';
import type { JobList, ListChange } from '../../contract/job.ts';
import type { WorldSpec } from '../../simulator/simulator.ts';
import { EventReader } from './event-reader.ts';
import { json } from './proxy.ts';
import { type Simulation, waiting } from './simulation.ts';

/** A world with some jobs, and a proxy in front that has read them. */
export async function streamSetUp(
  simulation: Simulation,
  spec: WorldSpec = { records: [waiting, waiting] },
) {
  const world = simulation.world(spec);
  const proxy = simulation.proxy(world);
  const { follower } = proxy.services.mirrors.shared;
  await follower.readEverything();
  await follower.round();
  /** Something happens, and the proxy hears of it. */
  const happen = async (what: () => void) => {
    what();
    await follower.round();
  };
  const open = async (query = '', headers: Record<string, string> = {}) => {
    const reply = await proxy.get(`/api/stream${query}`, headers);
    expect(reply.status).toBe(200);
    return new EventReader(reply);
  };
  const list = async (query = '') => await json<JobList>(await proxy.get(`/api/jobs${query}`));
  return { world, proxy, happen, open, list, ids: world.jobIds() };
}

/** The view that a stream begins with. */
export async function nextView(events: EventReader): Promise<JobList> {
  const event = await events.next();
  expect(event?.event).toBe('view');
  const view: JobList = JSON.parse(event?.data ?? '');
  expect(event?.id).toBe(view.version);
  return view;
}

/** What a stream tells next. */
export async function nextChange(events: EventReader): Promise<ListChange> {
  const event = await events.next();
  expect(event?.event).toBeNull();
  const change: ListChange = JSON.parse(event?.data ?? '');
  expect(event?.id).toBe(change.version);
  return change;
}
