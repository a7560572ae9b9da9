import { describe, expect, it, vi } from 'vitest';
import type { JobList } from '../../contract/job.ts';
import type { FirstData, PageRenderer } from '../../contract/page.ts';
import { readDocument } from '../http/page-document.ts';
import type { BuiltPage } from '../http/static.ts';
import { createLogger } from '../lib/logger.ts';
import { devToken, fromPage, json, reusableDevSignIn } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';
import { FirstPages } from './first-pages.ts';

const simulation = startSimulation();
const { clock } = simulation;
const index =
  '<html lang="en"><head><title>Dailies</title></head><body><!--body--><!--data--></body></html>';
const page: BuiltPage = { files: new Map(), document: readDocument(index, '{}') };
const plain = index.replace('<!--body--><!--data-->', '');

/** Draws what it was given as text, and counts. */
function fakeRenderer(query = `since=${new Date(clock.now() - 86_400_000).toISOString()}`) {
  const drawn: Omit<FirstData, 'timeZone'>[] = [];
  const render = vi.fn(async (data: Omit<FirstData, 'timeZone'>) => {
    drawn.push(data);
    const names = data.list?.jobs.map(({ name }) => name).join() ?? 'no list';
    const body = `<p>${data.session?.user.role ?? 'no one'}: ${data.job?.name ?? names}</p>`;
    return { head: '<title>x</title>', body, data: '{}' };
  });
  const renderer: PageRenderer = {
    open: ({ path, search, cookies }) => ({
      key: JSON.stringify([path, search, cookies.includes('dark')]),
      language: 'en',
      scheme: null,
      shows:
        path === '/'
          ? { kind: 'list', query }
          : { kind: 'job', id: path.slice('/jobs/'.length), type: '2d' },
      modules: [],
      render,
    }),
  };
  return { renderer, render, drawn };
}

function setUp(more: Parameters<typeof simulation.proxy>[1] = {}, query?: string) {
  const world = simulation.world();
  const { jobId } = world.addJob({ name: 'First', waitSeconds: null });
  const fake = fakeRenderer(query);
  const proxy = simulation.proxy(world, { page, renderer: fake.renderer, ...more });
  const open = async (path = '/', headers = {}) => await (await proxy.get(path, headers)).text();
  return { world, jobId, proxy, open, ...fake };
}

/** The same with a mirror that has read all jobs. */
async function setUpRead() {
  const all = setUp();
  const list = async () => await json<JobList>(await all.proxy.get('/api/jobs'));
  await expect.poll(async () => (await list()).coverage.complete).toBe(true);
  return all;
}

describe('the first HTML', () => {
  it('has the list, or the job', async () => {
    const { open, jobId, drawn } = await setUpRead();
    expect(await open()).toContain('<p>support: First</p>');
    expect(drawn[0]).toMatchObject({ job: null, list: { total: 1, stale: null } });
    // On a busy machine the job may take longer than a page waits.
    await expect.poll(() => open(`/jobs/${jobId}`)).toContain('<p>support: First</p>');
    expect(drawn.at(-1)).toMatchObject({ list: null, job: { id: jobId }, media: null });
  });

  it('is drawn once for readers who see the same, and again for all others', async () => {
    const { open, render, world, proxy } = await setUpRead();
    await open();
    await open();
    expect(render).toHaveBeenCalledTimes(1);
    await open('/', { cookie: 'dark' });
    await open('/?page=2');
    expect(render).toHaveBeenCalledTimes(3);
    world.addJob({ name: 'Second', waitSeconds: null });
    clock.advance(60_000);
    expect(await open()).toContain('Second');
    const signIn = await proxy.post('/api/session', { role: 'viewer' });
    const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await open('/', { cookie })).toContain('viewer');
  });

  it('is drawn again when the ages in it are old', async () => {
    const { open, render } = await setUpRead();
    await open();
    clock.advance(4_900);
    await open();
    expect(render).toHaveBeenCalledTimes(1);
    clock.advance(200);
    await open();
    expect(render).toHaveBeenCalledTimes(2);
  });

  it('is kept for the fifty views that were opened last', async () => {
    const { open, render } = await setUpRead();
    const view = (number: number) => `/?page=${number}`;
    for (let number = 1; number <= 51; number++) await open(view(number));
    expect(render).toHaveBeenCalledTimes(51);
    for (let number = 51; number > 1; number--) await open(view(number));
    expect(render).toHaveBeenCalledTimes(51);
    await open(view(1));
    expect(render).toHaveBeenCalledTimes(52);
  });

  it('has no job for those who are not signed in', async () => {
    const { open, jobId, world, proxy, drawn } = setUp({ signIn: reusableDevSignIn(clock) });
    expect(await open()).toContain('no one: no list');
    expect(await open(`/jobs/${jobId}`)).toContain('no one: no list');
    expect(world.journal).toHaveLength(0);
    expect(drawn).toMatchObject([{ session: null }, { session: null }]);
    const init = { method: 'POST', headers: fromPage, body: JSON.stringify({ token: devToken }) };
    const cookie = (await proxy.request('/api/session', init)).headers.get('set-cookie') ?? '';
    expect(await open('/', { cookie: cookie.split(';')[0] })).toContain('support: First');
  });

  it('is sent without the list when that takes too long, and with an older one if there is one', async () => {
    const { open, world } = setUp();
    world.setFaults([{ kind: 'delay', ms: 3_000 }]);
    expect(await open()).toContain('no list');
    world.setFaults([]);
    const later = () => {
      clock.advance(60_000);
      return open();
    };
    await expect.poll(later).toContain('First');
  });

  it.each([
    { sources: [], shown: 'First', title: 'waits longer while no place of covers is known' },
    { sources: ['https://films.example'], shown: 'no list', title: 'does not wait once one is' },
  ])('$title', async ({ sources, shown }) => {
    const { world, proxy, renderer } = setUp();
    world.setFaults([{ kind: 'delay', ms: 300 }]);
    const pages = new FirstPages({
      document: page.document,
      renderer,
      clock,
      logger: createLogger('silent'),
      mediaSources: () => sources,
    });
    const jobs = proxy.services.jobsOf({ id: 'ada', name: 'Ada', role: 'support' });
    const signIn = { mode: 'demo', problem: null } as const;
    const request = { path: '/', search: '', cookies: '', acceptLanguage: '' };
    const { body } = await pages.page(request, { session: null, signIn, jobs });
    expect(new TextDecoder().decode(body.as(null).bytes)).toContain(shown);
  });

  it('is sent without what MetaStudio refuses', async () => {
    const { open, jobId, world } = setUp();
    world.setFaults([{ kind: 'status', status: 403 }]);
    expect(await open()).toContain('no list');
    expect(await open(`/jobs/${jobId}`)).toContain('no list');
    expect(await open('/jobs/..%2f')).toContain('Not found');
  });
});

describe('a page that cannot be drawn', () => {
  it('is the plain one, and the fault is logged once', async () => {
    const { open, render, proxy } = setUp();
    render.mockRejectedValue(new TypeError('secret'));
    expect(await open()).toBe(plain);
    expect(await open('/?page=2')).toBe(plain);
    const logged = proxy.logged.filter((line) => line.includes('page_not_drawn'));
    expect(logged).toHaveLength(1);
    expect(logged[0]).not.toContain('secret');
    render.mockRejectedValue(new RangeError('other'));
    expect(await open('/?page=3')).toBe(plain);
    expect(proxy.logged.filter((line) => line.includes('page_not_drawn'))).toHaveLength(2);
  });

  it('is tried again some seconds later', async () => {
    const { open, render } = setUp();
    render.mockRejectedValueOnce(new TypeError('once'));
    expect(await open()).toBe(plain);
    clock.advance(5_100);
    expect(await open()).toContain('First');
  });

  it('is the plain one where nothing draws it', async () => {
    const { proxy } = setUp({ renderer: null });
    expect(await (await proxy.get('/')).text()).toBe(plain);
  });
});
