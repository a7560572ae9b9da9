import type { Job } from '../../contract/job.ts';
import { minIdPrefixLength } from '../../contract/job-query.ts';
import { comparable, type Facts } from './facts.ts';
import type { JobFilter } from './job-query.ts';

/** Tests a job. */
export type Test = (facts: Facts) => boolean;

/** Tests everything but state and lateness: these jobs are counted by state. */
export function testOf({ type, text, jobId, since, until }: JobFilter): Test {
  const tests: Test[] = [];
  if (jobId !== null) tests.push(({ id }) => id === jobId);
  if (type !== null) tests.push((facts) => facts.type === type);
  // A job without a creation time is in every range: it would be found nowhere otherwise.
  if (since !== null) tests.push(({ created }) => created === null || created >= since);
  if (until !== null) tests.push(({ created }) => created === null || created <= until);
  if (text !== null) {
    const find = finder(text);
    tests.push((facts) => find(facts) !== null);
  }
  const [first, second] = tests;
  if (!first) return () => true;
  if (!second) return first;
  return (facts) => tests.every((test) => test(facts));
}

/** Makes the row of a job in the answer to a question. */
export function rowMaker({ text }: Pick<JobFilter, 'text'>): (facts: Facts) => Job {
  if (text === null) return ({ job }) => job;
  const find = finder(text);
  return (facts) => (find(facts) === 'script' ? { ...facts.job, foundInScript: true } : facts.job);
}

/** Tells what a search finds a job by: name or id, or else some words of its script; null when it does not find it. */
function finder(text: string): (facts: Facts) => 'name' | 'script' | null {
  const words = comparable(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  const prefix = text.trim();
  const isPrefix = prefix.length >= minIdPrefixLength && !/\s/.test(prefix);
  const lower = prefix.toLowerCase();
  return ({ id, text: name, script }) => {
    if (words.every((word) => name.includes(word))) return 'name';
    if (isPrefix && id.toLowerCase().startsWith(lower)) return 'name';
    return words.every((word) => name.includes(word) || script.includes(word)) ? 'script' : null;
  };
}
