import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import { showLanguage } from '../../lib/i18n.ts';
import { cancellation, jobIn, waiting } from '../../testing/fixtures.ts';
import { CancelPending } from './CancelPending.tsx';
import { OpenCancelsContext } from './open-cancels.ts';

beforeAll(() => showLanguage('en'));
afterEach(cleanup);

const mark = (job: Job, openOf: string) => {
  const open = { ...cancellation, outcome: 'unconfirmed' as const, settledAt: null };
  render(
    <MantineProvider env="test">
      <OpenCancelsContext value={new Map([[openOf, open]])}>
        <CancelPending job={job} />
      </OpenCancelsContext>
    </MantineProvider>,
  );
  return screen.queryByText('cancel sent, not confirmed');
};

it('marks a waiting job with an open cancel', () => {
  expect(mark(waiting, waiting.id)).not.toBeNull();
});

it('marks no other job, and none whose state tells the outcome', () => {
  expect(mark(waiting, 'another')).toBeNull();
  cleanup();
  const canceled = jobIn('CANCELED');
  expect(mark(canceled, canceled.id)).toBeNull();
});
