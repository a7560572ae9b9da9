import fc from 'fast-check';
import { expect, it } from 'vitest';
import { idPattern } from '../../contract/ids.ts';
import { holds, obeys, sameItems } from '../../src/testing/holds.ts';
import { buildTarget, type Query } from './target.ts';

const origin = 'https://metastudio.example';
const piece = fc.oneof(
  fc.constantFrom('..', '.', '/', '\\', '%2f', '%2e', '?', '#', '@', ';', '\n', 'v3', 'auth', 'a'),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const text = fc.array(piece, { maxLength: 5 }).map((parts) => parts.join(''));
const id = fc.oneof(text, fc.stringMatching(/^[\w-]{0,66}$/));
const query = fc.dictionary(text, fc.oneof(text, fc.array(text, { maxLength: 3 })));

/** The parameters of a query, one by one. */
const pairsOf = (of: Query) =>
  Object.entries(of).flatMap(([name, values]) => [values].flat().map((one) => [name, one]));

it('leads to the documented path with the given query, or is refused, whatever the id', () => {
  holds(fc.tuple(id, query), ([job_id, of]) => {
    const build = () => buildTarget(origin, '/v1/p/{job_id}/cancel', { job_id }, of);
    if (!idPattern.test(job_id)) return expect(build).toThrow('Not a job_id.');
    const { href, pathname, searchParams } = new URL(build().url);
    obeys(href, {
      'the place of the call': href.startsWith(`${origin}/v1/p/${job_id}/cancel`),
      'the path of the call': pathname === `/v1/p/${job_id}/cancel`,
      'the parameters': sameItems([...searchParams].flat(), pairsOf(of).flat()),
    });
  });
});
