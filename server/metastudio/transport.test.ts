import { expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { startProxy } from '../testing/proxy.ts';

it.each([
  [404, 'APIGW.0101', 1],
  [404, null, 1],
  [401, 'MSS.00000001', 1],
  [400, 'MSS.00000003', 2],
])('after %i %s has %i calls in flight at most', async (status, code, atMost) => {
  let inFlight = 0;
  let most = 0;
  const proxy = startProxy({
    url: 'http://127.0.0.1:1',
    world: { projectId: '0'.repeat(32), ak: 'access', sk: 'secret' },
    clock: fakeClock(),
    fetch: async () => {
      inFlight++;
      most = Math.max(most, inFlight);
      await new Promise(setImmediate);
      inFlight--;
      return Response.json(code === null ? {} : { error_code: code }, { status });
    },
  });
  await proxy.get('/api/jobs');
  await Promise.all([1, 2].map((script) => proxy.get(`/api/jobs?scriptId=s${script}`)));
  expect(most).toBe(atMost);
});
