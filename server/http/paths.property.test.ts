import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsLater, obeys } from '../../src/testing/holds.ts';
import { endpoints } from '../../wire/endpoints.ts';
import { host, type RunningProxy, reusableDevSignIn } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';

const simulation = startSimulation();

function setUp(signedIn: boolean) {
  const world = simulation.world();
  const { jobId } = world.addJob({ name: 'not for everyone' });
  const signIn = signedIn ? {} : { signIn: reusableDevSignIn(simulation.clock) };
  return { world, jobId, proxy: simulation.proxy(world, signIn) };
}

/** Targets of requests as they come over a connection: nothing has taken `..` or `//` out of them. */
function targets(jobId: string) {
  const piece = fc.oneof(
    fc.constantFrom('/', '//', '/./', '/../', ';', '?', '#', '%2f', '%2e%2e', '%5c', '%00', '%ff'),
    fc.constantFrom('/api', '/API', '/%61pi', '/jobs', '/stream', '/people', '/session', '/auth'),
    fc.constantFrom(`/jobs/${jobId}`, jobId, '/raw', '/media', '/cancellations', '/livez', 'x'),
    fc.constantFrom('/v3/auth/tokens', '?type=2d', '&check=true', '/digital-human-videos'),
    fc.stringMatching(/^[!-~]{0,3}$/).map((text) => text.replaceAll('\\', '')),
  );
  const rest = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(''));
  return fc.oneof(
    rest.map((text) => `/${text}`),
    rest.map((text) => `/api/jobs/${text}`),
  );
}

/** Gets a target without a `Request` that would tidy it up. */
async function get(proxy: RunningProxy, target: string): Promise<Response> {
  const request = new Request(`http://${host}/`, { headers: { host } });
  Object.defineProperty(request, 'url', { value: `http://${host}${target}` });
  return await proxy.fetch(request);
}

/** Paths that answer everyone. */
const open = /^\/(livez|readyz|api\/sign-in)$/;

describe('any target', () => {
  it('gives nothing away without a session, and asks MetaStudio for nothing', async () => {
    const { world, jobId, proxy } = setUp(false);
    await holdsLater(targets(jobId), async (target) => {
      const reply = await get(proxy, target);
      const isOpen = open.test(target.replace(/[?#].*/, ''));
      const statuses = isOpen ? [200] : [400, 401, 404];
      const text = await reply.text();
      obeys([reply.status, text], {
        [`the status ${statuses.join(' or ')}`]: statuses.includes(reply.status),
        'no name of a job': !text.includes('not for everyone'),
      });
    });
    expect(world.journal).toEqual([]);
  });

  it('leads to calls of the documented reads alone', async () => {
    const { world, jobId, proxy } = setUp(true);
    await holdsLater(targets(jobId), async (target) => {
      const reply = await get(proxy, target);
      obeys(reply.status, { 'no failure': reply.status < 500 });
      await reply.body?.cancel();
    });
    const reads = Object.values(endpoints).filter(({ method }) => method === 'GET');
    const paths = reads.map(({ path }) =>
      path.replace('{project_id}', world.projectId).replace(/\{\w+\}/, '[A-Za-z0-9][\\w-]{0,63}'),
    );
    const documented = new RegExp(`^GET (${paths.join('|')})(\\?|$)`);
    const calls = world.journal.map(({ method, target }) => `${method} ${target}`);
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter((call) => !documented.test(call))).toEqual([]);
  });
});
