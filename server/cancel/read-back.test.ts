import { describe, expect, it } from 'vitest';
import { type Found, jobId, jobIn, scriptedReads } from '../testing/scripted-cancels.ts';
import { Evidence } from './evidence.ts';
import { readBack, readUntilProven } from './read-back.ts';

const target = { jobId, type: '2d' } as const;

describe('readBack', () => {
  it('reads more and more rarely until the window ends, and no read outlasts it', async () => {
    const { reader, reads, times } = scriptedReads('WAITING');
    const result = await readBack(target, new Evidence('accepted'), reader, 20_000);
    expect(result).toEqual({ outcome: null, job: jobIn('WAITING') });
    expect(times()).toEqual([300, 900, 2100, 4500, 8500, 12_500, 16_500]);
    expect(reads.map(({ budget }) => budget)).toEqual([
      12_000, 12_000, 12_000, 12_000, 11_500, 7500, 3500,
    ]);
    expect(reads.every(({ type }) => type === '2d')).toBe(true);
  });

  it('reads once more when the pause ends with the window, for half a second at least', async () => {
    const { reader, reads } = scriptedReads('WAITING');
    await readBack(target, new Evidence('accepted'), reader, 300);
    expect(reads).toEqual([{ at: 300, budget: 500, type: '2d' }]);
  });

  it('ends with the first read that proves the outcome, and returns that job', async () => {
    const { reader, times } = scriptedReads('WAITING', 'fails', 'missing', 'CANCELED');
    const result = await readBack(target, new Evidence('ambiguous'), reader, 20_000);
    expect(result).toEqual({ outcome: 'canceled', job: jobIn('CANCELED') });
    expect(times()).toHaveLength(4);
  });

  it('concludes nothing from failing reads, and returns no job then', async () => {
    const { reader } = scriptedReads('fails');
    const result = await readBack(target, new Evidence('refused'), reader, 20_000);
    expect(result).toEqual({ outcome: null, job: null });
  });

  it('does not return an earlier job when the last read does not find it', async () => {
    const { reader } = scriptedReads('WAITING', 'missing');
    const result = await readBack(target, new Evidence('refused'), reader, 20_000);
    expect(result).toEqual({ outcome: 'not_found', job: null });
  });

  it('passes on an error of ours', async () => {
    const { reader } = scriptedReads('breaks');
    const reading = readBack(target, new Evidence('refused'), reader, 20_000);
    await expect(reading).rejects.toThrow('ours');
  });

  it('has no end of its own without a window', async () => {
    const { reader, times } = scriptedReads(...Array<Found>(40).fill('fails'), 'SUCCEED');
    const pauses = { first: 5000, longest: 60_000 };
    const result = await readUntilProven(target, new Evidence('accepted'), reader, pauses);
    expect(result.outcome).toBe('too_late');
    expect(times().slice(0, 6)).toEqual([5000, 15_000, 35_000, 75_000, 135_000, 195_000]);
    expect(times()).toHaveLength(41);
  });
});
