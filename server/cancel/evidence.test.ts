import { describe, expect, it } from 'vitest';
import { Evidence, type Reading } from './evidence.ts';

const second = 1000;
const minute = 60 * second;

/** What each of these readings proves, after a request with this answer. */
function prove(
  result: ConstructorParameters<typeof Evidence>[0],
  readings: readonly (readonly [Reading['state'], number])[],
) {
  const evidence = new Evidence(result);
  return readings.map(([state, beganAt]) => evidence.add({ state, beganAt }));
}

describe('Evidence', () => {
  it.each([
    ['accepted', 'CANCELED', 'canceled'],
    ['ambiguous', 'CANCELED', 'canceled'],
    ['refused', 'CANCELED', 'already_canceled'],
    ['accepted', 'PROCESSING', 'too_late'],
    ['refused', 'SUCCEED', 'too_late'],
    ['ambiguous', 'FAILED', 'too_late'],
  ] as const)('after an answer that is %s, one read of %s proves %s', (result, state, outcome) => {
    expect(prove(result, [[state, 0]])).toEqual([outcome]);
  });

  it.each([
    ['WAITING', 'refused'],
    ['BLOCK', 'refused'],
    ['UNKNOWN', 'refused'],
    ['missing', 'not_found'],
  ] as const)(
    'after a refusal, %s counts when a read 5 s later says the same',
    (state, outcome) => {
      expect(
        prove('refused', [
          [state, 0],
          [state, 5 * second - 1],
        ]),
      ).toEqual([null, null]);
      expect(
        prove('refused', [
          [state, 0],
          [state, 5 * second],
        ]),
      ).toEqual([null, outcome]);
    },
  );

  it('starts anew when two weak reads differ', () => {
    const readings = [
      ['missing', 0],
      ['WAITING', 6 * second],
      ['missing', 12 * second],
    ] as const;
    expect(prove('refused', [...readings])).toEqual([null, null, null]);
    expect(prove('accepted', [...readings])).toEqual([null, null, null]);
  });

  it.each(['accepted', 'ambiguous'] as const)(
    'after an answer that is %s, WAITING counts only from half an hour after the first read on',
    (result) => {
      const outcomes = prove(result, [
        ['WAITING', 7 * minute],
        ['WAITING', 37 * minute - 1],
        ['WAITING', 37 * minute],
        ['WAITING', 37 * minute + 5 * second - 1],
        ['WAITING', 37 * minute + 5 * second],
      ]);
      expect(outcomes).toEqual([null, null, null, null, 'refused']);
    },
  );

  it.each([
    ['BLOCK', 'refused'],
    ['UNKNOWN', 'refused'],
    ['missing', 'not_found'],
  ] as const)(
    'after an accepted cancel, %s counts no sooner than WAITING does',
    (state, outcome) => {
      const outcomes = prove('accepted', [
        [state, 0],
        [state, 5 * second],
        [state, 30 * minute],
        [state, 30 * minute + 5 * second],
      ]);
      expect(outcomes).toEqual([null, null, null, outcome]);
    },
  );

  it('believes CANCELED after a state that the job only passes through', () => {
    const outcomes = prove('accepted', [
      ['UNKNOWN', 0],
      ['UNKNOWN', 10 * second],
      ['CANCELED', 20 * second],
    ]);
    expect(outcomes).toEqual([null, null, 'canceled']);
  });

  it('believes a late CANCELED after half an hour of WAITING', () => {
    expect(
      prove('ambiguous', [
        ['WAITING', 0],
        ['WAITING', 31 * minute],
        ['CANCELED', 32 * minute],
      ]),
    ).toEqual([null, null, 'canceled']);
  });
});
