import { describe, expect, it } from 'vitest';
import { earliestJobTime } from '../../../contract/job-query.ts';
import { createLogger } from '../../lib/logger.ts';
import { fakeClock } from '../../testing/fake-clock.ts';
import { sampleJob } from '../../testing/sample-job.ts';
import { Mirror } from '../mirror.ts';
import { FollowedWindow } from './window.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** A window of two days, from half past eight on. */
function setUp(maxJobs = 1000) {
  const clock = fakeClock(Date.UTC(2026, 0, 15, 8, 30));
  const mirror = new Mirror(clock);
  const logged: string[] = [];
  const logger = createLogger('info', [], { write: (line) => logged.push(line) });
  const window = new FollowedWindow({ mirror, days: 2, maxJobs, clock, logger });
  const put = (...created: (number | null)[]) =>
    mirror.apply(
      created.map((at) => {
        const createdAt = at === null ? null : new Date(at).toISOString();
        return sampleJob({ id: createdAt ?? 'timeless', createdAt });
      }),
      mirror.beginRead(),
    );
  const events = () => logged.map((line) => JSON.parse(line));
  return { clock, mirror, window, put, events };
}

/** A first reading that has come so far. */
const reading = (until: number | null, read = 0, total: number | null = null) => ({
  isComplete: false,
  until,
  progress: { read, total, unreadable: 0 },
});
const complete = { isComplete: true, until: null, progress: { read: 3, total: 3, unreadable: 1 } };

describe('the window', () => {
  it('begins at the full hour before its days and one hour more', () => {
    const { window, clock } = setUp();
    expect(window.startedAt).toBe(clock.now());
    expect(window.start).toBe(Date.UTC(2026, 0, 13, 7));
    expect(window.since).toBe('2026-01-13T07:00:00Z');
    expect(window.older).toEqual({
      create_since: earliestJobTime,
      create_until: '2026-01-13T06:59:59Z',
    });
  });

  it('covers what lies in it, and everything once there is nothing older', () => {
    const { window } = setUp();
    const covered = () => [window.covers(window.start), window.covers(window.start - 1)];
    expect(covered()).toEqual([true, false]);
    window.noteOlder(false);
    expect(covered()).toEqual([true, true]);
    window.noteOlder(true);
    expect(covered()).toEqual([true, false]);
  });

  it('moves once a day, and forgets what it leaves behind', () => {
    const { window, mirror, clock, put } = setUp();
    const { start } = window;
    put(start - 1, start, start + day);
    window.noteOlder(false);
    clock.advance(day - hour);
    window.move();
    expect([window.start, mirror.size]).toEqual([start, 3]);
    clock.advance(hour);
    window.move();
    expect([window.start, mirror.size]).toEqual([start + day, 1]);
    // What was forgotten is older, and MetaStudio has it.
    expect(window.covers(start)).toBe(false);
  });

  it('still covers everything when it has left nothing behind', () => {
    const { window, clock } = setUp();
    window.noteOlder(false);
    clock.advance(day);
    window.move();
    expect(window.covers(0)).toBe(true);
  });

  it('does not move back with the clock', () => {
    const { window, clock } = setUp();
    const { start } = window;
    clock.advance(-day);
    window.move();
    expect(window.start).toBe(start);
  });
});

describe('a window with too many jobs', () => {
  const at = (n: number) => Date.UTC(2026, 0, 14, 12, 0, n);
  const jobs = (count: number) => Array.from({ length: count }, (_, n) => at(n));

  it('keeps nine tenths of what there is room for, the newest ones, and says so', () => {
    const { window, mirror, put, events } = setUp(20);
    put(...jobs(20));
    window.move();
    expect([mirror.size, events()]).toEqual([20, []]);
    put(at(20));
    window.move();
    expect(mirror.size).toBe(18);
    expect(window.start).toBe(at(3));
    expect(events()).toMatchObject([
      {
        event: 'mirror_full',
        jobs: 18,
        since: '2026-01-14T12:00:03Z',
        msg: 'Too many jobs for memory: older ones are asked of MetaStudio',
      },
    ]);
  });

  it('forgets none of which no time is known', () => {
    const { window, mirror, put } = setUp(0);
    const { start } = window;
    put(null);
    window.move();
    expect([window.start, mirror.size]).toEqual([start, 1]);
  });
});

describe('the coverage', () => {
  it('reaches as far back as was read, and to the start of the window in the end', () => {
    const { window, clock } = setUp();
    const since = (first: Parameters<typeof window.coverage>[0]) => window.coverage(first).since;
    expect(since(reading(null))).toBe(new Date(clock.now()).toISOString());
    expect(since(reading(Date.UTC(2026, 0, 14)))).toBe('2026-01-14T00:00:00.000Z');
    expect(since(complete)).toBe('2026-01-13T07:00:00.000Z');
    window.noteOlder(false);
    expect(since(complete)).toBe(new Date(earliestJobTime).toISOString());
  });

  it('has the numbers of the first reading, then those of the mirror', () => {
    const { window, put } = setUp();
    expect(window.coverage(reading(null, 2, 9))).toMatchObject({
      complete: false,
      read: 2,
      total: 9,
      unreadable: 0,
    });
    put(window.start, window.start + 1);
    expect(window.coverage(complete)).toMatchObject({
      complete: true,
      read: 2,
      total: 3,
      unreadable: 1,
    });
  });

  it('has the unreadable entries of the last verification', () => {
    const { window } = setUp();
    window.noteUnreadable(0);
    expect(window.coverage(complete)).toMatchObject({ total: 0, unreadable: 0 });
  });

  it('is the same object until a part of it changes', () => {
    const { window } = setUp();
    const first = reading(1000, 2, 9);
    const before = window.coverage(first);
    expect(window.coverage({ ...first })).toBe(before);
    const others = [
      { ...first, until: 2000 },
      { ...first, progress: { ...first.progress, read: 3 } },
      { ...first, progress: { ...first.progress, total: 10 } },
      { ...first, progress: { ...first.progress, unreadable: 1 } },
      complete,
    ];
    for (const other of others) {
      expect(window.coverage(other)).not.toBe(window.coverage(first));
    }
  });
});
