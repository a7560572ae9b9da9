import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PeopleList } from '../../contract/people.ts';
import type { Problem } from '../../contract/problem.ts';
import { type Role, roles } from '../../contract/session.ts';
import { randomSessionKey } from '../auth/session-keys.ts';
import { RecordsTrouble } from '../records/trouble.ts';
import { type FakeIssuer, startFakeIssuer } from '../testing/fake-issuer.ts';
import { memoryEngine } from '../testing/memory-engine.ts';
import { as, peopleSetUp } from '../testing/people.ts';
import { fromPage, json } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';
import { beginSignIn, Cookies, comeBack, singleSignOnAt } from '../testing/single-sign-on.ts';
import { startWorldMirrors } from '../testing/world-mirror.ts';

const simulation = startSimulation();
const worlds = startWorldMirrors();
const { clock } = simulation;
let issuer: FakeIssuer;
beforeAll(async () => {
  issuer = await startFakeIssuer();
});
afterAll(() => issuer.close());

const groups: Partial<Record<Role, string>> = { admin: 'dailies-admin', viewer: 'dailies-view' };

/** Two processes of one database, and people who sign in at the first one. */
function team() {
  const shared = { keys: [randomSessionKey()], engine: memoryEngine() };
  const world = simulation.world();
  const processes = [0, 1].map(() => {
    const { singleSignOn, ended } = singleSignOnAt(issuer, clock, shared);
    const options = { singleSignOn, endedSessions: ended, engine: shared.engine };
    return { ended, proxy: simulation.proxy(world, options) };
  });
  const [here, there] = processes;
  if (!here || !there) throw new Error('There are two.');
  const signIn = async (sub: string, role: Role) => {
    const browser = new Cookies();
    const { state, nonce } = await beginSignIn(here.proxy, browser);
    issuer.answer(nonce, { claims: { sub, name: `${sub} 王`, groups: [groups[role]] } });
    await comeBack(here.proxy, browser, { code: 'code-canary', state });
    return browser;
  };
  const list = async (admin: Cookies) =>
    await json<PeopleList>(await here.proxy.get('/api/people', admin.header));
  const endSessions = (by: Cookies, id: string) =>
    here.proxy.post('/api/people/end-sessions', { id }, { ...fromPage, ...by.header });
  return { here, there, signIn, list, endSessions };
}

describe('people', () => {
  it('are told to an administrator, with their open sessions', async () => {
    const { here, signIn, list } = team();
    const admin = await signIn('ada', 'admin');
    for (let i = 0; i < 2; i++) {
      const wang = await signIn('wang', 'viewer');
      await here.proxy.get('/api/jobs', wang.header);
    }
    const { people, total } = await list(admin);
    expect(total).toBe(2);
    expect(people).toMatchObject([
      { id: 'ada', name: 'ada 王', role: 'admin', sessions: 1 },
      { id: 'wang', name: 'wang 王', role: 'viewer', sessions: 2 },
    ]);
  });

  it('are signed out at once here, and elsewhere when that looks', async () => {
    const { here, there, signIn, endSessions, list } = team();
    const admin = await signIn('ada', 'admin');
    const wang = await signIn('wang', 'viewer');
    const status = async ({ proxy }: typeof here) =>
      (await proxy.get('/api/jobs', wang.header)).status;
    expect([await status(here), await status(there)]).toEqual([200, 200]);
    expect((await endSessions(admin, 'wang')).status).toBe(204);
    expect([await status(here), await status(there)]).toEqual([401, 200]);
    await there.ended.refresh();
    expect(await status(there)).toBe(401);
    expect((await here.proxy.get('/api/jobs', admin.header)).status).toBe(200);
    expect((await list(admin)).people).toMatchObject([{ id: 'ada' }, { id: 'wang', sessions: 0 }]);
    clock.advance(1);
    const again = await signIn('wang', 'viewer');
    expect((await here.proxy.get('/api/jobs', again.header)).status).toBe(200);
    const audit = await here.proxy.audit();
    expect(audit.find(({ action }) => action === 'people.sessions_ended')).toMatchObject({
      person: 'ada',
      subject: 'wang',
      role: 'admin',
    });
  });

  it.each(roles.filter((role) => role !== 'admin'))(
    'are no business of a %s, and the try is on the audit',
    async (role) => {
      const { proxy, ask } = peopleSetUp(worlds, []);
      expect((await ask('/api/people', as('wang', role))).status).toBe(403);
      const end = await proxy.post('/api/people/end-sessions', { id: 'chen' }, as('wang', role));
      expect(await json<Problem>(end)).toMatchObject({ status: 403, code: 'forbidden' });
      const tries = (await proxy.audit()).filter(({ action }) => action === 'people.forbidden');
      expect(tries).toMatchObject([{ subject: null }, { subject: 'chen', person: 'wang', role }]);
      proxy.drain();
    },
  );

  it('behind a proxy have no sessions here that could be counted or ended', async () => {
    const { proxy, ask } = peopleSetUp(worlds, []);
    await ask('/api/jobs', as('wang'));
    const { people } = await json<PeopleList>(await ask('/api/people', as('ada', 'admin')));
    expect(people.map(({ id, sessions }) => [id, sessions])).toEqual(
      expect.arrayContaining([
        ['ada', null],
        ['wang', null],
      ]),
    );
    const end = await proxy.post('/api/people/end-sessions', { id: 'wang' }, as('ada', 'admin'));
    expect(end.status).toBe(404);
    proxy.drain();
  });

  it('are written down every three minutes at most, and no request waits for it', async () => {
    const { proxy, ask } = peopleSetUp(worlds, []);
    const written = async () => {
      await proxy.people.write();
      const rows = await proxy.records.read((db) => db.selectFrom('people').selectAll().execute());
      return rows.map(({ role, seenAt }) => ({ role, seenAt }));
    };
    const start = worlds.clock.now();
    for (let i = 0; i < 5; i++) await ask('/api/session', as('wang'));
    const before = await proxy.records.read((db) => db.selectFrom('people').selectAll().execute());
    expect(before).toEqual([]);
    const [first] = await written();
    await worlds.clock.pass(start + 179_000 - worlds.clock.now());
    await ask('/api/session', as('wang'));
    expect(await written()).toEqual([first]);
    await ask('/api/session', as('wang', 'support'));
    expect(await written()).toMatchObject([{ role: 'support' }]);
    await worlds.clock.pass(180_000);
    await ask('/api/session', as('wang', 'support'));
    expect((await written())[0]?.seenAt).toBeGreaterThanOrEqual(start + 359_000);
    proxy.drain();
  });

  it('are told as far as they were written while the disk is full', async () => {
    const { proxy, ask } = peopleSetUp(worlds, []);
    await ask('/api/session', as('wang'));
    await proxy.people.write();
    proxy.records.change = () => Promise.reject(new RecordsTrouble('full'));
    const list = await json<PeopleList>(await ask('/api/people', as('ada', 'admin')));
    expect(list.people).toMatchObject([{ id: 'wang' }]);
    proxy.drain();
  });

  it('cannot be told, nor signed out, while the database cannot be used', async () => {
    const { proxy, ask } = peopleSetUp(worlds, []);
    await proxy.records.engine.close();
    const list = await json<Problem>(await ask('/api/people', as('ada', 'admin')));
    expect(list.code).toBe('records_unavailable');
    expect((await ask('/api/jobs', as('ada', 'admin'))).status).toBe(200);
    proxy.drain();
  });
});
