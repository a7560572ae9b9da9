import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { Gate, type LaneName } from './limits.ts';

const northFour = { read: 20, cancel: 5 };

/** The next call in this lane waits until the one before has left. */
async function expectHeldUp(gate: Gate, lane: LaneName, leaveBefore: () => void) {
  let inside = false;
  const next = gate.enter(lane, 1000).then((leave) => {
    inside = true;
    return leave;
  });
  await Promise.resolve();
  expect(inside).toBe(false);
  leaveBefore();
  (await next)();
  expect(inside).toBe(true);
}

describe('Gate', () => {
  it('keeps reads below our share of the documented limit', async () => {
    const clock = fakeClock();
    const gate = new Gate(northFour, clock);
    gate.trust(true);
    const starts: number[] = [];
    for (let i = 0; i < 60; i++) {
      const leave = await gate.enter('read', 60_000);
      starts.push(clock.now());
      leave();
    }
    const busiest = Math.max(
      ...starts.map((from) => starts.filter((at) => at >= from && at < from + 1000).length),
    );
    // 70 % of 20 a second are ours, 30 % of them kept for reading back.
    expect(busiest).toBeLessThanOrEqual(9.8);
    expect(busiest).toBeGreaterThan(5);
  });

  it('lets one call through at a time until the key is known to be accepted', async () => {
    const gate = new Gate(northFour, fakeClock());
    const leave = await gate.enter('read', 1000);
    await expectHeldUp(gate, 'read', leave);
  });

  it('lets a cancel by a read that hangs before the key is known to be accepted', async () => {
    const gate = new Gate(northFour, fakeClock());
    await gate.enter('read', 60_000);
    const leave = await gate.enter('readBack', 1000);
    await expectHeldUp(gate, 'cancel', leave);
  });

  it('holds at most 8 reads in flight and turns the 101st waiting one away', async () => {
    const gate = new Gate({ read: 10_000, cancel: 5 }, fakeClock());
    gate.trust(true);
    await Promise.all(Array.from({ length: 8 }, () => gate.enter('read', 1000)));
    const waiting = Array.from({ length: 100 }, () => gate.enter('read', 60_000));
    await expect(gate.enter('read', 1000)).rejects.toMatchObject({ code: 'busy', sent: false });
    for (const each of waiting) each.catch(() => undefined);
  });

  it('keeps reads and cancels apart: a paused read lane does not stop a cancel', async () => {
    const gate = new Gate(northFour, fakeClock());
    gate.trust(true);
    gate.pause('read', 20_000);
    await expect(gate.enter('read', 12_000)).rejects.toMatchObject({ code: 'upstream_throttled' });
    await expect(gate.enter('cancel', 10_000)).resolves.toBeTypeOf('function');
  });
});
