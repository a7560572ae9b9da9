import type { Random } from '../lib/random.ts';
import type { Fault, PageOddity } from '../world/fault.ts';
import type { SwitchChange } from '../world/switches.ts';

/** What a storm may let go wrong, by name. */
export type StormFault = keyof typeof stormFaults;

/** The fault of each name; `random` decides its details. Each passes by itself after a few requests. */
export const stormFaults = {
  slow: (random: Random) => ({ kind: 'delay', ms: random.int(50, 3000), ...some(random) }),
  serverError: (random: Random) => ({
    kind: 'status',
    status: random.pick([500, 502, 503]),
    ...some(random),
  }),
  tooManyRequests: (random: Random) => ({ kind: 'tooManyRequests', ...some(random) }),
  brokenConnection: (random: Random) => ({
    kind: random.pick(['reset', 'truncate']),
    ...some(random),
  }),
  incompletePage: (random: Random) => oddPage(random, ['short', 'gap']),
  repeatedEntries: (random: Random) => oddPage(random, ['repeated', 'overlapping']),
  unreadableEntries: (random: Random) => oddPage(random, ['withoutId', 'notAnObject']),
  shiftedPages: (random: Random) => ({
    kind: 'shiftedPages',
    arrive: random.int(0, 3),
    vanish: random.int(0, 2),
    end: random.pick(['newest', 'oldest']),
    ...some(random),
  }),
} satisfies Record<string, (random: Random) => Fault>;

/** Some requests pass, then some have the fault. */
function some(random: Random): { skip: number; times: number } {
  return { skip: random.int(0, 3), times: random.int(1, 4) };
}

function oddPage(random: Random, ways: readonly PageOddity[]): Fault {
  return { kind: 'oddPage', how: random.pick(ways), entries: random.int(1, 3), ...some(random) };
}

/** What a storm may turn a world's switches to. */
export const stormSwitches: readonly SwitchChange[] = [
  { updateTime: 'creation' },
  { updateTime: 'changes' },
  { maxJobIds: 0 },
  { maxJobIds: 1 },
  { maxJobIds: 5 },
  { maxJobIds: null },
];
