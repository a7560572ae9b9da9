import { describe, expect, it } from 'vitest';
import type { Job } from '../../contract/job.ts';
import { allJobs } from '../testing/changing-mirror.ts';
import { sampleJob } from '../testing/sample-job.ts';
import { Facts } from './facts.ts';
import { testOf } from './filter.ts';
import type { JobFilter } from './job-query.ts';

const passes = (filter: Partial<JobFilter>, job: Partial<Job> = {}) =>
  testOf({ ...allJobs, ...filter })(new Facts(sampleJob(job)));

const at = Date.UTC(2026, 0, 15, 8);
const createdAt = new Date(at).toISOString();

describe('a job passes', () => {
  it.each<[string, Partial<JobFilter>, Partial<Job>, boolean]>([
    ['without a filter', {}, {}, true],
    ['whatever its state and lateness', { states: ['FAILED'], late: true }, {}, true],
    ['by its id', { jobId: 'a' }, { id: 'a' }, true],
    ['not by a part of its id', { jobId: 'a' }, { id: 'ab' }, false],
    ['by its type', { type: 'photo' }, { type: 'photo' }, true],
    ['not of another type', { type: 'photo' }, { type: '2d' }, false],
    ['not of an unknown type', { type: 'photo' }, { type: null }, false],
    ['from the beginning of a range on', { since: at }, { createdAt }, true],
    ['not before a range', { since: at + 1 }, { createdAt }, false],
    ['up to the end of a range', { until: at }, { createdAt }, true],
    ['not after a range', { until: at - 1 }, { createdAt }, false],
    ['in every range without a time', { since: at, until: at }, { createdAt: null }, true],
    ['by two filters at once', { since: at, until: at }, { createdAt }, true],
    ['not by the first of two alone', { since: at, until: at - 1 }, { createdAt }, false],
    ['not by the second of two alone', { since: at + 1, until: at }, { createdAt }, false],
    [
      'not by the last of three alone',
      { type: 'photo', since: at, text: 'a' },
      { name: 'a' },
      false,
    ],
    ['not without the last of three', { type: '2d', since: at, text: 'a' }, { name: 'b' }, false],
  ])('%s', (_, filter, job, expected) => {
    expect(passes(filter, job)).toBe(expected);
  });
});

describe('a text finds', () => {
  it.each<[string, string, Partial<Job>, boolean]>([
    ['all of its words in the name', 'sale  spring', { name: 'Spring sale' }, true],
    ['no name with some of them', 'sale spring', { name: 'Spring' }, false],
    ['no job without a name', 'sale', { name: null }, false],
    ['the beginning of an id, in any case', ' ABCDEFGH ', { id: 'abcdefgh-1' }, true],
    ['the beginning of an id in capitals', 'abcdefgh', { id: 'ABCDEFGH-1' }, true],
    ['no part of an id but its beginning', 'bcdefgh-', { id: 'abcdefgh-1' }, false],
    ['no id by fewer than eight characters', 'abcdefg', { id: 'abcdefgh-1' }, false],
    ['no id by two words', 'abcd efgh', { id: 'abcd efgh-1' }, false],
  ])('%s', (_, text, job, expected) => {
    expect(passes({ text }, job)).toBe(expected);
  });
});
