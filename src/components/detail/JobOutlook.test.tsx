import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { shortTime } from '../../lib/format.ts';
import { showLanguage } from '../../lib/i18n.ts';
import { demoSession, finished, processing, usual, waiting } from '../../testing/fixtures.ts';
import { JobOutlook } from './JobOutlook.tsx';

const now = Date.parse('2026-05-20T10:02:00Z');

beforeEach(async () => {
  vi.useFakeTimers({ now });
  await showLanguage('en');
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function draw(job: Job, mayCancel = true) {
  const client = new QueryClient();
  client.setQueryData(queryKeys.session, {
    ...demoSession,
    can: {
      ...demoSession.can,
      cancel: mayCancel ? demoSession.can.cancel : { allowed: false, why: 'role' },
    },
  });
  const outlook = (shown: Job) => (
    <QueryClientProvider client={client}>
      <JobOutlook job={shown} />
    </QueryClientProvider>
  );
  const { container, rerender } = render(outlook(job));
  return { container, show: (next: Job) => rerender(outlook(next)) };
}

const texts = () => screen.getAllByRole('paragraph').map(({ textContent }) => textContent);
/** A time of the clock, as the page shows it. */
const at = (time: string) => shortTime(`2026-05-20T${time}Z`, now, 'en');
const samples = 'Based on 212 similar jobs of the last 30 days.';

describe('the outlook of a waiting job', () => {
  const sentence = 'Half of similar jobs start within 3 min, 95 of 100 within 18 min.';

  it('names the time at which half of the jobs have started, as long as it is ahead', () => {
    draw({ ...waiting, usual });
    expect(texts()).toEqual([`Usually starts around ${at('10:03:00')}`, sentence, samples]);
  });

  it('names the time at which 95 of 100 have started after that', () => {
    draw({ ...waiting, createdAt: '2026-05-20T09:59:00Z', usual });
    expect(texts()[0]).toBe(`Usually starts by ${at('10:17:00')}`);
  });

  it('says that it is late, and what to do, by what the reader may do', () => {
    const late: Job = { ...waiting, createdAt: '2026-05-20T09:00:00Z', usual, late: true };
    draw(late);
    expect(texts()).toEqual([
      'Waiting longer than usual',
      sentence,
      'If it isn’t needed any more, you can cancel it. Otherwise support can look into it with the job ID.',
    ]);
    expect(screen.getByText(sentence).title).toBe(samples);
    cleanup();
    draw(late, false);
    expect(texts()[2]).toBe('Support can look into it with the job ID.');
  });

  it('says once what is the same for half of the jobs and for 95 of 100', () => {
    draw({ ...waiting, usual: { ...usual, median: 20, p95: 20 } });
    expect(texts()[1]).toBe('95 of 100 similar jobs start within 20 sec.');
  });

  it('is in Chinese too', async () => {
    await showLanguage('zh-CN');
    draw({ ...waiting, usual, late: true });
    expect(texts()).toEqual([
      '等待时间过长',
      '同类任务有一半在 3分钟内开始制作，95% 在 18分钟内开始。',
      '如不再需要，可以取消任务；否则请将任务 ID 提供给技术支持排查。',
    ]);
  });
});

describe('the outlook of a job in production', () => {
  it('counts from its start', () => {
    draw({ ...processing, usual });
    expect(texts()).toEqual([
      `Usually finishes around ${at('10:04:00')}`,
      'Half of similar jobs finish within 3 min of starting, 95 of 100 within 18 min.',
      samples,
    ]);
  });

  it('says that it is late and cannot be canceled any more', () => {
    draw({ ...processing, usual, late: true });
    expect(texts()[0]).toBe('In production longer than usual');
    expect(texts()[2]).toMatch(/^It can’t be canceled any more\. Support/);
  });
});

describe('the outlook', () => {
  it.each([waiting, processing])('says so without enough history', (job) => {
    draw(job);
    expect(texts()).toEqual(['Not enough history to say how long this usually takes.']);
  });

  it('is not there for a job that has ended', () => {
    expect(draw({ ...finished, usual }).container.textContent).toBe('');
    expect(screen.queryAllByRole('paragraph')).toEqual([]);
  });

  it('keeps its place when the job ends', () => {
    const { container, show } = draw({ ...waiting, usual });
    const place = container.firstElementChild;
    show(finished);
    expect(container.firstElementChild).toBe(place);
    expect(place?.textContent).toBe('');
  });

  it.each([
    { ...waiting, startedAt: finished.startedAt },
    { ...processing, endedAt: finished.endedAt },
  ])('claims nothing when the times do not fit the state', (job) => {
    expect(draw({ ...job, usual, late: true }).container.textContent).toBe('');
  });
});
