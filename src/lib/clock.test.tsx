import { act, cleanup, render, screen } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serverTime, serverTimeOf, setServerDate, startClock, useNow } from './clock.ts';

const browserTime = Date.parse('2026-05-20T10:00:00Z');

/** A reply says a time, in whole seconds: on average it is half a second later. */
const reply = (time: number) => setServerDate(new Date(time).toUTCString());

beforeEach(() => {
  vi.useFakeTimers({ now: browserTime });
});
afterEach(() => {
  cleanup();
  reply(Date.now());
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("the server's time", () => {
  it('goes on from what a reply said, whatever the clock of this computer shows', () => {
    reply(browserTime + 7 * 60_000);
    expect(serverTime()).toBe(browserTime + 7 * 60_000 + 500);
    vi.advanceTimersByTime(1500);
    expect(serverTime()).toBe(browserTime + 7 * 60_000 + 2000);
    reply(browserTime - 3_600_000);
    expect(serverTime()).toBe(browserTime - 3_600_000 + 500);
  });

  it('does not follow differences that a reply has from its way and its whole seconds', () => {
    reply(browserTime + 7 * 60_000);
    const before = serverTime();
    reply(browserTime + 7 * 60_000 + 1000);
    reply(browserTime + 7 * 60_000 - 1000);
    expect(serverTime()).toBe(before);
  });

  it('follows a difference of two seconds', () => {
    reply(browserTime + 3_600_000);
    reply(browserTime + 3_601_000);
    expect(serverTime()).toBe(browserTime + 3_600_500);
    reply(browserTime + 3_602_000);
    expect(serverTime()).toBe(browserTime + 3_602_500);
  });

  it('is known for a moment that this computer has noted', () => {
    reply(browserTime + 3_600_000);
    expect(serverTimeOf(browserTime - 1000)).toBe(browserTime + 3_600_000 - 500);
  });

  it('begins with that of the first HTML only where the clock of this computer is certainly wrong', () => {
    reply(browserTime + 3_600_000);
    const before = serverTime();
    startClock(before - 59_999);
    expect(serverTime()).toBe(before);
    startClock(before + 60_000);
    expect(serverTime()).toBe(before + 60_000);
    startClock(browserTime);
    expect(serverTime()).toBe(browserTime);
  });

  it('is kept when a reply says no time', () => {
    reply(browserTime + 7 * 60_000);
    setServerDate('soon');
    expect(serverTime()).toBe(browserTime + 7 * 60_000 + 500);
  });
});

describe('the time on the page', () => {
  const Shown = () => <p>{new Date(useNow()).toISOString().slice(11, 19)}</p>;
  const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

  it('is that of the first HTML where the server draws, and where the page takes over', () => {
    startClock(browserTime - 10_000);
    expect(renderToString(<Shown />)).toContain('09:59:50');
  });

  it('moves every second, as the server counts', () => {
    reply(browserTime + 2 * 3_600_000);
    render(<Shown />);
    screen.getByText('12:00:00');
    pass(999);
    screen.getByText('12:00:00');
    pass(1);
    screen.getByText('12:00:01');
    pass(5000);
    screen.getByText('12:00:06');
  });

  it('stands still in a hidden tab and is right again after it', () => {
    render(<Shown />);
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    pass(10_000);
    screen.getByText('10:00:00');
    hidden.mockReturnValue(false);
    pass(1000);
    screen.getByText('10:00:11');
  });

  it('is one timer for all of the page, which ends with the last that shows the time', () => {
    const first = render(<Shown />);
    const second = render(<Shown />);
    expect(vi.getTimerCount()).toBe(1);
    first.unmount();
    expect(vi.getTimerCount()).toBe(1);
    pass(2000);
    screen.getByText('10:00:02');
    second.unmount();
    expect(vi.getTimerCount()).toBe(0);
    pass(60_000);
    render(<Shown />);
    screen.getByText('10:01:02');
  });
});
