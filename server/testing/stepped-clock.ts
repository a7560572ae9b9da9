import { setImmediate } from 'node:timers/promises';
import { type Clock, timeoutError } from '../lib/clock.ts';

/** A clock on which time passes only when a test lets it, and then everything happens at its time and in its order. */
export type SteppedClock = Clock & {
  /** Lets time pass: sleeps and time-outs end when they are due, each after the work of those before is done. */
  pass(ms: number): Promise<void>;
  /** Sets the clock, also backwards, as a correction does: what sleeps goes on sleeping for as long as before. */
  correct(ms: number): void;
  /** Lets all work go on that waits for no time. */
  settle(): Promise<void>;
};

type Alarm = { due: number; ring: () => void };

/** Turns of the event loop after which work in this process has come to an end or waits for time. */
const quietTurns = 12;

/** @param start in ms since 1970 */
export function steppedClock(start = Date.UTC(2026, 0, 15, 8, 30)): SteppedClock {
  let passed = 0;
  let offset = start;
  const alarms = new Set<Alarm>();
  const set = (ms: number, ring: () => void): Alarm => {
    const alarm = { due: passed + Math.max(0, ms), ring };
    alarms.add(alarm);
    return alarm;
  };
  const settle = async () => {
    for (let turn = 0; turn < quietTurns; turn++) await setImmediate();
  };
  /** The alarm that rings first; of two at one time the one that was set first. */
  const next = (end: number): Alarm | null => {
    let first: Alarm | null = null;
    for (const alarm of alarms) {
      if (alarm.due <= end && (!first || alarm.due < first.due)) first = alarm;
    }
    return first;
  };
  return {
    now: () => offset + passed,
    sleep: (ms) =>
      new Promise((resolve) => {
        set(ms, resolve);
      }),
    timeout: (ms) => {
      const controller = new AbortController();
      const alarm = set(ms, () => controller.abort(timeoutError()));
      return { signal: controller.signal, clear: () => alarms.delete(alarm) };
    },
    pass: async (ms) => {
      const end = passed + ms;
      await settle();
      for (let alarm = next(end); alarm; alarm = next(end)) {
        alarms.delete(alarm);
        passed = Math.max(passed, alarm.due);
        alarm.ring();
        await settle();
      }
      passed = end;
    },
    correct: (ms) => {
      offset += ms;
    },
    settle,
  };
}
