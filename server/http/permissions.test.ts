import { describe, expect, it } from 'vitest';
import type { CancelOutcome, CancelReply } from '../../contract/cancel.ts';
import { type Role, roles, type Session } from '../../contract/session.ts';
import { as, jobOf, peopleSetUp } from '../testing/people.ts';
import { json } from '../testing/proxy.ts';
import { startWorldMirrors } from '../testing/world-mirror.ts';

const worlds = startWorldMirrors();

type Answer = CancelOutcome | 403;
type Row = {
  reads: [own: number, other: number];
  cancels: [own: Answer, other: Answer];
  people: number;
};

/**
 * What Wang may do with his own job and with that of another one, where producers see their own. As a manager he sees all, and
 * which of them are his own no reply says.
 */
const table: Record<Role, Row> = {
  viewer: { reads: [200, 404], cancels: [403, 403], people: 403 },
  producer: { reads: [200, 404], cancels: ['canceled', 'not_found'], people: 403 },
  manager: { reads: [200, 200], cancels: [403, 403], people: 403 },
  support: { reads: [200, 200], cancels: ['canceled', 'canceled'], people: 403 },
  admin: { reads: [200, 200], cancels: ['canceled', 'canceled'], people: 200 },
};

describe('a role', () => {
  it.each(roles)('%s reads, cancels and sees what the table says', async (role) => {
    const row = table[role];
    const waits = { waitSeconds: null };
    const { world, proxy, ask, send } = peopleSetUp(worlds, [
      jobOf('wang', waits),
      jobOf('chen', waits),
    ]);
    const headers = as('wang', role);
    const idOf = (name: string) => world.trueJobs().find((job) => job.name === name)?.jobId ?? '';
    const ids = [idOf('of wang'), idOf('of chen')];
    for (const [i, id] of ids.entries()) {
      for (const part of ['', '/raw', '/media', '/cancellations']) {
        expect((await ask(`/api/jobs/${id}${part}`, headers)).status, part).toBe(row.reads[i]);
      }
    }
    expect((await ask('/api/jobs/no-such-job', headers)).status).toBe(404);
    for (const [i, id] of ids.entries()) {
      const reply = await send(`/api/jobs/${id}/cancel`, headers);
      const answer = reply.status === 403 ? 403 : (await json<CancelReply>(reply)).outcome;
      expect(answer).toBe(row.cancels[i]);
    }
    const forbidden = (await proxy.audit()).filter(({ action }) => action === 'cancel.forbidden');
    expect(forbidden).toHaveLength(row.cancels.filter((answer) => answer === 403).length);
    const missing = await send('/api/jobs/no-such-job/cancel', headers);
    expect(missing.status).toBe(row.cancels[0] === 403 ? 403 : 200);
    expect((await ask('/api/people', headers)).status).toBe(row.people);
    const { can } = await json<Session>(await ask('/api/session', headers));
    expect(can.cancel.allowed).toBe(row.cancels[0] !== 403);
    expect(can.people.allowed).toBe(row.people === 200);
    proxy.drain();
  });
});
