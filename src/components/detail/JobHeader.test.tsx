import { cleanup, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import { jobStates } from '../../../contract/state.ts';
import { showLanguage } from '../../lib/i18n.ts';
import { jobIn, processing, waiting } from '../../testing/fixtures.ts';
import { JobHeader } from './JobHeader.tsx';

beforeEach(() => showLanguage('en'));
afterEach(cleanup);

function draw(job: Job, cancelBlocked: string | null = null) {
  const header = (shown: Job, blocked: string | null) => (
    <MemoryRouter>
      <JobHeader job={shown} back="/" cancelBlocked={blocked} again={false} onCancel={() => {}} />
    </MemoryRouter>
  );
  const { rerender } = render(header(job, cancelBlocked));
  return (next: Job, blocked: string) => rerender(header(next, blocked));
}

const button = () => screen.queryByRole('button', { name: 'Cancel job' });

it.each(jobStates.filter((state) => state !== 'WAITING'))('has no dead button in %s', (state) => {
  draw(jobIn(state), 'Too late.');
  expect(button()).toBeNull();
  expect(screen.queryByText('Too late.')).toBeNull();
});

it('disables the button of a waiting job with the reason', () => {
  draw(waiting, 'Not your role.');
  expect(button()?.getAttribute('aria-disabled')).toBe('true');
  expect(screen.getByText('Not your role.')).toBeDefined();
});

it('keeps the reason where the button was when the job starts', () => {
  const show = draw(waiting);
  expect(button()).not.toBeNull();
  show(processing, 'It has started.');
  expect(button()).toBeNull();
  expect(screen.getByText('It has started.')).toBeDefined();
});
