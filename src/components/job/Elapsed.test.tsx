// @vitest-environment node
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import { showLanguage } from '../../lib/i18n.ts';
import { finished, processing, usual, waiting } from '../../testing/fixtures.ts';
import { Elapsed } from './Elapsed.tsx';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-05-20T10:41:00Z') });
});
afterEach(() => vi.useRealTimers());

/** The words of a job's times, one text after the other, its tooltip, and its place in the picture of the usual range. */
async function draw(job: Job, language: 'en' | 'zh-CN' = 'en') {
  await showLanguage(language);
  const html = renderToString(<Elapsed job={job} />);
  const words = html
    .replace(/<svg.*?<\/svg>/g, '')
    .split(/<[^>]*>/)
    .filter((text) => text !== '');
  const attribute = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(html)?.[1] ?? null;
  return { words, title: attribute('title'), place: attribute('value') };
}

describe('a job that moves', () => {
  it('says how long it has waited, beside what is usual', async () => {
    const { words } = await draw({ ...waiting, usual });
    expect(words).toEqual(['Waiting 41 min', 'usually starts within 18 min']);
    const chinese = await draw({ ...waiting, usual }, 'zh-CN');
    expect(chinese.words).toEqual(['已等待 41分钟', '通常 18分钟内开始制作']);
  });

  it('says how long it has been in production, beside what is usual', async () => {
    const { words } = await draw({ ...processing, usual });
    expect(words).toEqual(['40 min so far', 'usually takes up to 18 min']);
  });

  it('is marked as late in words, with what is usual in the tooltip too', async () => {
    const late = { usual, late: true };
    const inQueue = await draw({ ...waiting, ...late });
    const beside = '95 of 100 started within 18 min';
    expect(inQueue.words).toEqual(['Too long', 'Waiting 41 min', beside]);
    // The line may be cut.
    expect(inQueue.title).toBe(beside);
    const running = await draw({ ...processing, ...late });
    expect(running.words[0]).toBe('Too long');
    expect(running.title).toBe('95 of 100 finished within 18 min');
    const chinese = await draw({ ...waiting, ...late }, 'zh-CN');
    expect(chinese.words).toEqual(['过久', '已等待 41分钟', '95% 的同类任务在 18分钟内开始制作']);
    expect(chinese.title).toBe('95% 的同类任务在 18分钟内开始制作');
  });

  it('is drawn at its place in the usual range', async () => {
    const usually = { ...usual, p95: 3 * 41 * 60 };
    expect((await draw({ ...waiting, usual: usually })).place).toBe('0.200');
    expect((await draw({ ...waiting, usual: { ...usual, p95: 41 * 60 } })).place).toBe('0.600');
  });

  it('says nothing of what is usual without enough history', async () => {
    const { words, title, place } = await draw(waiting);
    expect(place).toBeNull();
    expect(words).toEqual(['Waiting 41 min']);
    expect(title).toBeNull();
  });

  it('takes a usual time below a second for one second', async () => {
    const { words } = await draw({ ...waiting, usual: { median: 0, p95: 0, samples: 30 } });
    expect(words[1]).toBe('usually starts within 1 sec');
  });

  it.each<[string, Partial<Job>]>([
    ['a waiting job with a start', { ...waiting, startedAt: '2026-05-20T10:01:00Z' }],
    ['a running job with an end', { ...processing, endedAt: '2026-05-20T10:03:00Z' }],
    ['a running job without a start', { ...processing, startedAt: null }],
  ])('compares nothing for %s', async (_, facts) => {
    const { words, place } = await draw({ ...finished, ...facts, usual, late: true });
    expect(words.join()).not.toMatch(/usually|95 of|Too long/);
    expect(place).toBeNull();
  });
});

describe('a job that has ended', () => {
  it('says how long it took in all, and on what, and never that it is late', async () => {
    const { words } = await draw({ ...finished, usual, late: true });
    expect(words).toEqual(['3 min 30 sec in total', '1 min queued · 2 min 30 sec in production']);
    expect((await draw(finished, 'zh-CN')).words).toEqual([
      '共 3分钟30秒',
      '排队 1分钟 · 制作 2分钟30秒',
    ]);
  });

  it('says how it ended', async () => {
    const inQueue = { ...finished, startedAt: null };
    expect((await draw({ ...finished, state: 'FAILED' })).words[0]).toBe(
      'Failed after 3 min 30 sec',
    );
    expect((await draw({ ...inQueue, state: 'CANCELED' })).words).toEqual([
      'Canceled after 3 min 30 sec',
      'Never left the queue',
    ]);
  });

  it('says what is known when a time is missing', async () => {
    expect((await draw({ ...finished, createdAt: null })).words).toEqual([
      '2 min 30 sec in production',
    ]);
    expect((await draw({ ...finished, endedAt: null })).words).toEqual(['1 min queued']);
    expect((await draw({ ...finished, startedAt: null })).words).toEqual(['–']);
  });
});
