import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { showLanguage } from '../../../lib/i18n.ts';
import { finished } from '../../../testing/fixtures.ts';
import { CopyLink } from './CopyLink.tsx';

const signed = { url: 'https://films.example/a.png?Signature=x', expiresAt: null };

beforeEach(() => showLanguage('en'));
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it('copies the address of the job’s page, and says so', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  render(<CopyLink job={{ ...finished, cover: signed }} />);
  const button = screen.getByRole('button', { name: 'Copy link job-1' });
  fireEvent.focus(button);
  fireEvent.click(button);
  expect((await screen.findByText('Copied')).getAttribute('role')).toBe('status');
  expect(write.mock.calls).toEqual([[`${window.location.origin}/jobs/job-1?type=2d`]]);
});
