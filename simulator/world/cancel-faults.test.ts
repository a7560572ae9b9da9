import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type JobSpec, type Simulator, startSimulator, type World } from '../simulator.ts';
import { signedFetch } from '../testing/signed-client.ts';

let simulator: Simulator;
let world: World;
let jobId = '';

beforeAll(async () => {
  simulator = await startSimulator({ jobs: 0 });
});
afterAll(() => simulator.close());
beforeEach(() => {
  world = simulator.createWorld({ switches: { rateLimits: 'none' } });
  jobId = world.addJob({ waitSeconds: null, runSeconds: null }).jobId;
});

const cancel = (id = jobId, init: RequestInit = {}) =>
  call(`2d-digital-human-videos/${id}/cancel`, { ...init, method: 'POST' });

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const target = `/v1/${world.projectId}/${path}`;
  const signal = init.signal ?? null;
  return signedFetch(simulator.url, world, target, {
    ...(init.method === undefined ? {} : { method: init.method }),
    signal,
  });
}

const last = () => world.journal.at(-1);

describe('cancels', () => {
  const waiting = (name: string, more: JobSpec = {}) =>
    world.addJob({ name, waitSeconds: null, runSeconds: null, ...more }).jobId;

  it('are answered with an empty 200 for a waiting job, and refused for any other', async () => {
    const response = await cancel();
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(last()).toMatchObject({ operation: 'cancel2DDigitalHumanVideo', jobId, applied: true });
    expect(world.trueState(jobId)).toBe('CANCELED');
    world.advanceClock(1e6);
    expect(world.trueState(jobId)).toBe('CANCELED');
    const again = await cancel();
    expect(again.status).toBe(400);
    expect(await again.json()).toMatchObject({ error_code: 'MSS.00000003' });
    expect(last()).toMatchObject({ applied: false, status: 400 });
    for (const id of [
      world.addJob({ runSeconds: null }).jobId,
      world.addJob({}).jobId,
      'unknown',
    ]) {
      expect((await cancel(id)).status).toBe(400);
    }
    const photo = waiting('photo', { type: 'photo' });
    expect((await cancel(photo)).status).toBe(400);
    expect(world.trueState(photo)).toBe('WAITING');
  });

  it.each(['500', 'reset', 'html', 'truncate'])(
    'take effect, and the reply is lost by %s',
    async (how) => {
      const id = waiting(`x [fault:cancelAppliedReplyLost:${how}]`);
      const outcome = await cancel(id).then(
        async (response) =>
          response.text().then(
            () => response.status,
            () => 'cut',
          ),
        () => 'broken',
      );
      expect(outcome).toBe({ '500': 500, html: 502, reset: 'broken', truncate: 'cut' }[how]);
      expect(world.trueState(id)).toBe('CANCELED');
      expect(last()?.applied).toBe(true);
    },
  );

  it('take effect, and no reply follows', async () => {
    const id = waiting('x [fault:cancelAppliedReplyLost:hang]');
    const abort = new AbortController();
    const pending = cancel(id, { signal: abort.signal });
    await expect.poll(() => world.trueState(id)).toBe('CANCELED');
    abort.abort();
    await expect(pending).rejects.toThrow();
  });

  it('have no effect, with a reply of success or of failure', async () => {
    const friendly = waiting('x [fault:cancelLost]');
    expect((await cancel(friendly)).status).toBe(200);
    expect(world.trueState(friendly)).toBe('WAITING');
    expect(last()?.applied).toBe(false);
    const bad = waiting('x [fault:cancelLost:500]');
    expect((await cancel(bad)).status).toBe(500);
    expect(world.trueState(bad)).toBe('WAITING');
  });

  it('are refused when the job starts at the same moment', async () => {
    const id = waiting('x [fault:cancelRace]');
    expect((await cancel(id)).status).toBe(400);
    expect(world.trueState(id)).toBe('PROCESSING');
  });

  it('take effect late, unless the job has started by then', async () => {
    const id = waiting('x [fault:cancelLateApply:30]');
    expect((await cancel(id)).status).toBe(500);
    world.advanceClock(29);
    expect(world.trueState(id)).toBe('WAITING');
    world.advanceClock(2);
    expect(world.trueState(id)).toBe('CANCELED');
    const starting = waiting('y [fault:cancelLateApply:30]');
    await cancel(starting);
    world.editJob(starting, { startInSeconds: 5 });
    world.advanceClock(60);
    expect(world.trueState(starting)).toBe('PROCESSING');
  });
});
