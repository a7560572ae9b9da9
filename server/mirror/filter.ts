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
  if (text !== null) tests.push(textTest(text));
  const [first, second] = tests;
  if (!first) return () => true;
  if (!second) return first;
  return (facts) => tests.every((test) => test(facts));
}

function textTest(text: string): Test {
  const words = comparable(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  const prefix = text.trim();
  const isPrefix = prefix.length >= minIdPrefixLength && !/\s/.test(prefix);
  const lower = prefix.toLowerCase();
  return (facts) =>
    words.every((word) => facts.text.includes(word) || facts.script.includes(word)) ||
    (isPrefix && facts.id.toLowerCase().startsWith(lower));
}
