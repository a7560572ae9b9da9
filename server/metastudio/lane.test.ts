import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { Lane, type LaneOptions } from './lane.ts';

/** A lane with room, in which calls are named by the order in which they asked. */
function laneOf(options: Partial<LaneOptions> = {}) {
  const clock = fakeClock();
  const lane = new Lane({
    perSecond: 3000,
    maxInFlight: 1,
    maxQueue: 3,
    serial: { inFlight: 0 },
    keyAccepted: true,
    clock,
    ...options,
  });
  const started: string[] = [];
  const refused: string[] = [];
  const releases = new Map<string, () => void>();
  const ask = (name: string, priority = 0, budgetMs = 60_000, signal?: AbortSignal) => {
    lane.acquire(priority, budgetMs, 2000, signal).then(
      (release) => {
        started.push(name);
        releases.set(name, release);
      },
      (fault) => refused.push(`${name} ${fault.code}`),
    );
  };
  return { lane, clock, ask, started, refused, release: (name: string) => releases.get(name)?.() };
}

const settle = () => new Promise(setImmediate);

describe('a lane', () => {
  it('has so many calls in flight at most', async () => {
    const { ask, started, release } = laneOf({ maxInFlight: 2 });
    for (const name of ['a', 'b', 'c', 'd']) ask(name);
    await settle();
    expect(started).toEqual(['a', 'b']);
    release('b');
    await settle();
    expect(started).toEqual(['a', 'b', 'c']);
  });

  it('counts the end of a call once', async () => {
    const { ask, started, release } = laneOf();
    for (const name of ['a', 'b', 'c']) ask(name);
    await settle();
    release('a');
    release('a');
    await settle();
    expect(started).toEqual(['a', 'b']);
  });

  it('starts by priority, and those of one in the order in which they asked', async () => {
    const { ask, started, release } = laneOf({ maxQueue: 10 });
    ask('first');
    for (const [name, priority] of [
      ['c', 2],
      ['a', 0],
      ['b', 1],
      ['d', 2],
      ['a2', 0],
    ] as const)
      ask(name, priority);
    for (const name of ['first', 'a', 'a2', 'b', 'c']) {
      await settle();
      release(name);
    }
    await settle();
    expect(started).toEqual(['first', 'a', 'a2', 'b', 'c', 'd']);
  });
});

describe('a full queue', () => {
  it('refuses one more of the same priority, and keeps those that wait', async () => {
    const { ask, refused } = laneOf();
    for (const name of ['flies', 'a', 'b', 'c', 'late']) ask(name, 1);
    await settle();
    expect(refused).toEqual(['late busy']);
  });

  it('refuses one of a higher number', async () => {
    const { ask, refused } = laneOf();
    for (const name of ['flies', 'a', 'b', 'c']) ask(name, 1);
    ask('less', 2);
    await settle();
    expect(refused).toEqual(['less busy']);
  });

  it('lets the last of the highest number give way', async () => {
    const { ask, refused } = laneOf();
    ask('flies');
    for (const [name, priority] of [
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ] as const)
      ask(name, priority);
    ask('urgent', 0);
    await settle();
    expect(refused).toEqual(['c busy']);
    ask('next', 0);
    await settle();
    expect(refused).toEqual(['c busy', 'b busy']);
  });

  it('has no room at all when nothing may wait', async () => {
    const { ask, refused } = laneOf({ maxQueue: 0 });
    ask('a');
    await settle();
    expect(refused).toEqual(['a busy']);
  });

  it('has room again for as many as have left it', async () => {
    const { ask, refused, release } = laneOf();
    for (const name of ['flies', 'a', 'b', 'c']) ask(name);
    await settle();
    release('flies');
    ask('d');
    await settle();
    expect(refused).toEqual([]);
  });
});

describe('who gives up', () => {
  it('is not started later, and gives its place to the next', async () => {
    const { ask, refused, started, release } = laneOf();
    const given = new AbortController();
    ask('flies');
    ask('gone', 0, 60_000, given.signal);
    ask('stays');
    await settle();
    given.abort();
    await settle();
    expect(refused).toEqual(['gone busy']);
    release('flies');
    await settle();
    expect(started).toEqual(['flies', 'stays']);
  });

  it('takes no other one along after its own call has started', async () => {
    const { ask, refused, started, release } = laneOf();
    const given = new AbortController();
    ask('flies');
    ask('a', 0, 60_000, given.signal);
    ask('b');
    await settle();
    release('flies');
    await settle();
    given.abort();
    await settle();
    expect([started, refused]).toEqual([['flies', 'a'], []]);
    release('a');
    await settle();
    expect(started).toEqual(['flies', 'a', 'b']);
  });

  it('is refused when that was before it asked', async () => {
    const { ask, refused } = laneOf();
    ask('gone', 0, 60_000, AbortSignal.abort());
    await settle();
    expect(refused).toEqual(['gone busy']);
  });

  it('waits no longer than it can', async () => {
    const { ask, refused, started, clock, release } = laneOf();
    ask('flies');
    ask('short', 0, 1000);
    ask('long', 0, 5000);
    await settle();
    clock.advance(1000);
    await settle();
    expect(refused).toEqual(['short busy']);
    release('flies');
    await settle();
    expect(started).toEqual(['flies', 'long']);
  });
});

describe('lanes that wait for a key to be accepted', () => {
  it('make one call at a time together', async () => {
    const serial = { inFlight: 0 };
    const options = { serial, keyAccepted: false, maxInFlight: 5 };
    const [one, other] = [laneOf(options), laneOf(options)];
    one.ask('a');
    one.ask('b');
    other.ask('c');
    await settle();
    expect([one.started, other.started]).toEqual([['a'], []]);
    one.release('a');
    await settle();
    expect([one.started, other.started]).toEqual([['a', 'b'], []]);
    one.release('b');
    await settle();
    expect(other.started).toEqual(['c']);
  });

  it('start what waits as soon as it is accepted', async () => {
    const { lane, ask, started } = laneOf({ keyAccepted: false, maxInFlight: 5 });
    for (const name of ['a', 'b', 'c']) ask(name);
    await settle();
    expect(started).toEqual(['a']);
    lane.setKeyAccepted(true);
    await settle();
    expect(started).toEqual(['a', 'b', 'c']);
    lane.setKeyAccepted(false);
    ask('d');
    await settle();
    expect(started).toEqual(['a', 'b', 'c']);
  });
});

it('tells its rate, of which others may use a part', () => {
  const { lane } = laneOf({ perSecond: 12 });
  expect(lane.perSecond).toBe(12);
  lane.setPart(1 / 3);
  expect(lane.perSecond).toBe(4);
});
