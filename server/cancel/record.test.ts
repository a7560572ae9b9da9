import { describe, expect, it } from 'vitest';
import { parseRecords } from './record.ts';

const outcome = {
  kind: 'outcome',
  auditId: 'a',
  at: '2026-01-15T08:30:00.000Z',
  outcome: 'unconfirmed',
  final: false,
  finalState: null,
  answer: { status: 200, code: null, requestId: 'upstream-1' },
};

describe('parseRecords', () => {
  it.each(['', '\n', '\n\n', '{', 'null', '[]'])('finds nothing in %j', (text) => {
    expect(parseRecords(text)).toEqual([]);
  });

  it('does not know what the answer says in a record of an earlier version', () => {
    expect(parseRecords(`${JSON.stringify(outcome)}\n`)).toEqual([{ ...outcome, result: null }]);
  });

  it('keeps the lines around one that it does not know', () => {
    const line = JSON.stringify({ ...outcome, result: 'refused' });
    const found = parseRecords([line, '{"kind":"note"}', '', line, '{"kind":"outc'].join('\n'));
    expect(found).toEqual([
      { ...outcome, result: 'refused' },
      { ...outcome, result: 'refused' },
    ]);
  });
});
