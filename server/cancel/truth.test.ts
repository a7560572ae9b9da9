import { describe, expect, inject, it } from 'vitest';
import { cancelScenarios } from '../testing/cancel-scenarios.ts';
import { measureCancelTruth } from '../testing/cancel-truth.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** How often each scenario is drawn (vitest.config.ts). */
    cancelRounds: number;
  }
}

describe('cancels under faults', () => {
  it('tell nothing that the job’s true state contradicts, and send one request each', {
    timeout: 300_000,
  }, async () => {
    expect(cancelScenarios.length).toBeGreaterThanOrEqual(33);
    const count = cancelScenarios.length * inject('cancelRounds');
    const rows = await measureCancelTruth(count, 20);
    expect(rows.flatMap(({ falseWords }) => falseWords)).toEqual([]);
    expect(rows.filter(({ resent, open }) => resent + open > 0)).toEqual([]);
  });
});
