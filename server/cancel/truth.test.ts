import { describe, expect, it } from 'vitest';
import { cancelScenarios } from '../testing/cancel-scenarios.ts';
import { measureCancelTruth } from '../testing/cancel-truth.ts';

describe('cancels under faults', () => {
  it('tell nothing that the job’s true state contradicts, and send one request each', async () => {
    expect(cancelScenarios.length).toBeGreaterThanOrEqual(33);
    const rows = await measureCancelTruth(cancelScenarios.length * 2, 20);
    expect(rows.flatMap(({ falseWords }) => falseWords)).toEqual([]);
    expect(rows.filter(({ resent, open }) => resent + open > 0)).toEqual([]);
  }, 60_000);
});
