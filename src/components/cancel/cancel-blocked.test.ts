import { beforeAll, expect, it } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import { showLanguage, wordsOf } from '../../lib/i18n.ts';
import { cancellation, finished, waiting } from '../../testing/fixtures.ts';
import { cancelBlocked, cancelPending } from './cancel-blocked.ts';

beforeAll(() => showLanguage('en'));

const blocked = (job: Job, forbidden: string | null) =>
  cancelBlocked(job, forbidden, wordsOf('en'));

it('lets a waiting job be canceled', () => {
  expect(blocked(waiting, null)).toBeNull();
});

it('gives the reason that lies in the session', () => {
  expect(blocked(waiting, 'Your role may not cancel jobs.')).toBe('Your role may not cancel jobs.');
});

it('gives the reason that lies in the job first', () => {
  expect(blocked(finished, 'Your role may not cancel jobs.')).toBe('The job has finished.');
});

it('says since when another cancel is not settled', () => {
  const text = cancelPending(
    { ...cancellation, requestedAt: '2026-05-20T10:02:00Z' },
    wordsOf('en'),
    'en',
  );
  expect(text).toMatch(/May 20/);
});
