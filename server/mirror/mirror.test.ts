import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { sampleJob } from '../testing/sample-job.ts';
import type { Change } from './entry.ts';
import { Mirror } from './mirror.ts';

const waiting = sampleJob();
const processing = sampleJob({ state: 'PROCESSING' });
const succeeded = sampleJob({ state: 'SUCCEED' });

function setUp() {
  const clock = fakeClock();
  const mirror = new Mirror(clock);
  const told: (readonly Change[])[] = [];
  mirror.onChange((changes) => told.push(changes));
  return { clock, mirror, told, state: () => mirror.get('job-1')?.facts.job.state };
}

describe('of two reads', () => {
  it('takes the one that began later, whichever ends first', () => {
    const { mirror, state } = setUp();
    const early = mirror.beginRead();
    const later = mirror.beginRead();
    mirror.apply([processing], later);
    expect(mirror.apply([waiting], early)).toEqual([]);
    expect(state()).toBe('PROCESSING');
  });

  it('takes no state back by a read that was under way at the same time', () => {
    const { mirror, state } = setUp();
    const early = mirror.beginRead();
    const later = mirror.beginRead();
    mirror.apply([processing], early);
    mirror.apply([waiting], later);
    expect(state()).toBe('PROCESSING');
    mirror.apply([waiting], mirror.beginRead());
    expect(state()).toBe('WAITING');
  });

  it('takes a state further by a read that was under way at the same time', () => {
    const { mirror, state } = setUp();
    const early = mirror.beginRead();
    const later = mirror.beginRead();
    mirror.apply([waiting], early);
    mirror.apply([succeeded], later);
    expect(state()).toBe('SUCCEED');
  });

  it('takes a frozen job back by a later read only', () => {
    const { mirror, state } = setUp();
    const early = mirror.beginRead();
    const later = mirror.beginRead();
    mirror.apply([sampleJob({ state: 'BLOCK' })], early);
    mirror.apply([succeeded], later);
    expect(state()).toBe('BLOCK');
    mirror.apply([succeeded], mirror.beginRead());
    expect(state()).toBe('SUCCEED');
  });

  it('knows no job again that was gone when the read ended', () => {
    const { mirror } = setUp();
    mirror.apply([waiting], mirror.beginRead());
    const check = mirror.beginRead();
    const page = mirror.beginRead();
    mirror.remove(['job-1'], check);
    mirror.apply([waiting], page);
    expect(mirror.size).toBe(0);
    mirror.apply([waiting], mirror.beginRead());
    expect(mirror.size).toBe(1);
  });

  it('forgets no job that a later read has brought', () => {
    const { mirror } = setUp();
    const check = mirror.beginRead();
    mirror.apply([waiting], mirror.beginRead());
    expect(mirror.remove(['job-1'], check)).toEqual([]);
    expect(mirror.size).toBe(1);
  });
});

describe('a version', () => {
  it('is new after a change, and not after a read that brought nothing new', () => {
    const { mirror, told } = setUp();
    mirror.apply([waiting, sampleJob({ id: 'job-2' })], mirror.beginRead());
    expect(mirror.version).toBe(1);
    mirror.apply([waiting], mirror.beginRead());
    expect(mirror.version).toBe(1);
    mirror.apply([processing], mirror.beginRead());
    expect(mirror.version).toBe(2);
    expect(mirror.get('job-1')?.version).toBe(2);
    expect(mirror.get('job-2')?.version).toBe(1);
    expect(told.map(({ length }) => length)).toEqual([2, 1]);
  });

  it('tells listeners until they leave', () => {
    const { mirror } = setUp();
    let calls = 0;
    const leave = mirror.onChange(() => calls++);
    mirror.apply([waiting], mirror.beginRead());
    leave();
    mirror.apply([processing], mirror.beginRead());
    expect(calls).toBe(1);
  });
});

describe('a job', () => {
  const link = (path: string, hours: number, now: number) => ({
    url: `https://media.example/${path}?Signature=${hours}`,
    expiresAt: new Date(now + hours * 3_600_000).toISOString(),
  });

  it('keeps the link of its picture while a fifth of its life is left', () => {
    const { clock, mirror } = setUp();
    const cover = () => mirror.get('job-1')?.facts.job.cover?.url;
    mirror.apply([sampleJob({ cover: link('a.jpg', 10, clock.now()) })], mirror.beginRead());
    const first = cover();
    clock.advance(7 * 3_600_000);
    mirror.apply([sampleJob({ cover: link('a.jpg', 11, clock.now()) })], mirror.beginRead());
    expect(cover()).toBe(first);
    clock.advance(2 * 3_600_000);
    mirror.apply([sampleJob({ cover: link('a.jpg', 12, clock.now()) })], mirror.beginRead());
    expect(cover()).toContain('Signature=12');
    mirror.apply([sampleJob({ cover: link('b.jpg', 13, clock.now()) })], mirror.beginRead());
    expect(cover()).toContain('b.jpg');
  });

  it('keeps what is said about its state until the state changes', () => {
    const { mirror } = setUp();
    mirror.apply([waiting], mirror.beginRead());
    const usual = { median: 1, p95: 2, samples: 30 };
    mirror.assess(mirror.moving, () => ({ usual, late: true }));
    mirror.apply([sampleJob({ name: 'Summer sale' })], mirror.beginRead());
    expect(mirror.get('job-1')?.facts.job).toMatchObject({ usual, late: true });
    mirror.apply([processing], mirror.beginRead());
    expect(mirror.get('job-1')?.facts.job).toMatchObject({ usual: null, late: false });
  });

  it('keeps its type when a read leaves it out', () => {
    const { mirror } = setUp();
    mirror.apply([sampleJob({ type: 'photo' })], mirror.beginRead());
    mirror.apply([sampleJob({ type: null, state: 'PROCESSING' })], mirror.beginRead());
    expect(mirror.get('job-1')?.facts.job.type).toBe('photo');
  });

  it('is known as moving while it waits or is in production', () => {
    const { mirror } = setUp();
    const moving = () => mirror.moving.size;
    mirror.apply([waiting], mirror.beginRead());
    expect(moving()).toBe(1);
    mirror.apply([processing], mirror.beginRead());
    expect(moving()).toBe(1);
    mirror.apply([succeeded], mirror.beginRead());
    expect(moving()).toBe(0);
    mirror.apply([waiting], mirror.beginRead());
    mirror.remove(['job-1'], mirror.beginRead());
    expect(moving()).toBe(0);
  });

  it('is taken from a read of its own only when the list has it', () => {
    const { mirror } = setUp();
    mirror.update(waiting, mirror.beginRead());
    expect(mirror.size).toBe(0);
    mirror.apply([waiting], mirror.beginRead());
    const moment = mirror.beginRead();
    expect(mirror.latest('job-1', moment)).toBeNull();
    mirror.update(processing, moment);
    expect(mirror.latest('job-1', moment)?.state).toBe('PROCESSING');
  });
});
