import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { usual } from '../../testing/fixtures.ts';
import { UsualRange } from './UsualRange.tsx';

const start = Date.parse('2026-05-20T10:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const place = () => screen.getByRole('meter', { hidden: true }).getAttribute('value');

it('moves with the time, without being rendered again', () => {
  render(<UsualRange since={start} usual={{ ...usual, p95: 120 }} isLate={false} />);
  expect(place()).toBe('0');
  vi.advanceTimersByTime(60_000);
  expect(place()).toBe('0.3');
});
