// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { FirstData, PageRequest } from '../contract/page.ts';
import { renderer } from './entry-server.tsx';
import {
  demoSession,
  detail,
  finished,
  listOf,
  noMedia,
  usual,
  waiting,
} from './testing/fixtures.ts';

const now = Date.parse('2026-05-20T10:05:00Z');
const request: PageRequest = { path: '/', search: '', cookies: '', acceptLanguage: 'en', now };
const nothing = {
  now,
  session: demoSession,
  signIn: { mode: 'dev', problem: null },
  list: null,
  job: null,
  media: null,
} satisfies Partial<FirstData>;

const draw = (change: Partial<PageRequest>, data: Partial<FirstData> = {}) =>
  renderer.open({ ...request, ...change }).render({ ...nothing, ...data });

describe('the first HTML of the people', () => {
  const session = { ...demoSession, can: { ...demoSession.can, people: demoSession.can.cancel } };

  it('has the frame of the page, whose code comes along', async () => {
    const { head, body } = await draw({ path: '/people' }, { session });
    expect(head).toContain('<title>People · Dailies</title>');
    expect(body).toContain('Loading people');
    const { modules, shows } = renderer.open({ ...request, path: '/people' });
    expect(modules).toContain('src/pages/people/PeoplePage.tsx');
    expect(shows).toBeNull();
  });

  it('says to others that it is not for them, and has no way to it', async () => {
    const { body } = await draw({ path: '/people' });
    expect(body).toContain('For administrators');
    expect(body).not.toContain('href="/people"');
    expect((await draw({}, { session })).body).toContain('href="/people"');
  });
});

describe('the first HTML of the list', () => {
  it('has the rows, the counts, and the title', async () => {
    const list = listOf(finished, { ...waiting, id: 'job-2', name: 'Second', usual });
    const { head, body } = await draw({}, { list });
    expect(head).toContain('<title>Video jobs · Dailies</title>');
    expect(body).toContain('新品发布');
    expect(body).toContain('href="/jobs/job-2?type=2d"');
    expect(body).toContain('2 of 2 jobs');
    expect(body).toContain('<meter');
    expect(body).not.toMatch(/<title|<script|<style| style=/);
  });

  it('asks for what the page itself would ask for', () => {
    const { shows } = renderer.open({ ...request, search: '?state=FAILED&page=3&size=50' });
    expect(shows).toEqual({
      kind: 'list',
      query:
        'state=FAILED&since=2026-04-20T10%3A00%3A00.000Z&sort=created&dir=desc&offset=100&limit=50',
    });
  });

  it('searches days of the reader’s zone', () => {
    const search = '?since=2026-05-20&until=2026-05-20';
    const queryIn = (zone: string) => {
      const { shows } = renderer.open({ ...request, search, cookies: `dailies-zone=${zone}` });
      const params = new URLSearchParams(shows?.kind === 'list' ? shows.query : '');
      return [params.get('since'), params.get('until')];
    };
    expect(queryIn('Asia/Shanghai')).toEqual([
      '2026-05-19T16:00:00.000Z',
      '2026-05-20T15:59:59.999Z',
    ]);
    expect(queryIn('Mars/Olympus')).toEqual([
      '2026-05-20T00:00:00.000Z',
      '2026-05-20T23:59:59.999Z',
    ]);
  });

  it('has a placeholder when the list is not at hand', async () => {
    const { body } = await draw({});
    expect(body).toContain('Loading');
  });

  it('shows nothing but the sign-in to those who are not signed in', async () => {
    const { body } = await draw({}, { session: null });
    expect(body).toContain('Start-up token');
    expect(body).not.toMatch(/role="table"|<table/);
  });
});

describe('the reader', () => {
  it.each([
    ['dailies-language=zh-CN', 'en', 'zh-CN'],
    ['dailies-language=en', 'zh-CN', 'en'],
    ['', 'zh-TW,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['', 'en;q=0.5, zh;q=0.9', 'zh-CN'],
    ['', 'fr, de;q=0.9', 'en'],
    ['dailies-language=xx', '', 'en'],
    ['dailies-language=xx', ';;q=,,', 'en'],
  ])('with cookies %j and languages %j reads %s', async (cookies, acceptLanguage, language) => {
    const opened = renderer.open({ ...request, cookies, acceptLanguage });
    expect(opened.language).toBe(language);
    expect(opened.modules).toEqual([`src/lib/locales/${language}.json`]);
    const { body } = await opened.render({ ...nothing, list: listOf(finished) });
    expect(body).toContain(language === 'en' ? 'Finished' : '已完成');
  });

  it('sees neither the language nor the zone nor the colours of the one before', async () => {
    const list = listOf(finished);
    const chinese = { cookies: 'dailies-language=zh-CN; dailies-zone=Asia/Tokyo' };
    const before = await draw({}, { list });
    const [first, between, last] = await Promise.all([
      draw({}, { list }),
      draw(chinese, { list }),
      draw({}, { list }),
    ]);
    expect(between.body).toContain('GMT+9');
    expect(JSON.parse(between.data)).toMatchObject({ timeZone: 'Asia/Tokyo' });
    expect([first.body, last.body]).toEqual([before.body, before.body]);
    expect(JSON.parse(last.data)).toMatchObject({ timeZone: 'UTC' });
  });

  it('gets the same page by another spelling of the same view, and another one in other colours', () => {
    const keyOf = (change: Partial<PageRequest>) => renderer.open({ ...request, ...change }).key;
    expect(keyOf({ search: '?page=1&utm=x' })).toBe(keyOf({}));
    expect(keyOf({ search: '?page=2' })).not.toBe(keyOf({}));
    expect(keyOf({ cookies: 'dailies-scheme=dark' })).not.toBe(keyOf({}));
    expect(renderer.open({ ...request, cookies: 'dailies-scheme=dark' }).scheme).toBe('dark');
  });
});

describe('what people call their jobs', () => {
  it.each([
    '</script><script>alert(1)</script>',
    '<!--<script>',
    '\u2028\u2029',
    '\u202eabc\u0000',
    '"><img src=x onerror=alert(1)>',
    "$& $' $1",
    '<title>x</title>',
  ])('is text: %j', async (name) => {
    const list = listOf({ ...finished, name });
    const { head, body, data } = await draw(
      { search: `?name=${encodeURIComponent(name)}` },
      { list },
    );
    expect(body + head).not.toMatch(/<script|<!--<|<img src=x|<title>x/);
    expect(data).not.toContain('<');
    expect(JSON.parse(data)).toMatchObject({ list: { jobs: [{ name }] } });
  });
});

describe('the first HTML of a job', () => {
  const path = `/jobs/${detail.id}`;

  it('has its name, its times, and its video', async () => {
    const video = {
      url: 'https://x.test/v.mp4?a=1',
      expiresAt: null,
      source: 'asset',
      fileType: null,
    } as const;
    const { head, body } = await draw({ path }, { job: detail, media: { ...noMedia, video } });
    expect(head).toContain('· Dailies</title>');
    expect(body).toMatch(/<h1[^>]*>.*新品发布/);
    expect(body).toContain('<time');
    expect(body).toContain('src="https://x.test/v.mp4?a=1"');
  });

  it('is asked for by id and type', () => {
    expect(renderer.open({ ...request, path: '/jobs/a-b', search: '?type=photo' })).toMatchObject({
      shows: { kind: 'job', id: 'a-b', type: 'photo' },
      modules: ['src/lib/locales/en.json', 'src/pages/job/JobPage.tsx'],
    });
  });

  it('has a placeholder when the job is not at hand', async () => {
    const { body } = await draw({ path });
    expect(body).toContain('<h1');
  });
});

it('draws “page not found” at other paths', async () => {
  expect(renderer.open({ ...request, path: '/nowhere' }).shows).toBeNull();
  expect((await draw({ path: '/nowhere' })).body).toContain('Page not found');
});

it('draws a page for a query of 4 kB', async () => {
  const { body } = await draw({ search: `?name=${'x'.repeat(4000)}` }, { list: listOf(finished) });
  expect(body).toContain('新品发布');
});
