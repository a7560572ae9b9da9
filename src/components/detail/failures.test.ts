import { expect, it } from 'vitest';
import { failureKind } from './failures.ts';

it.each([
  ['MSS.10001005', 'name'],
  ['20010001', 'name'],
  ['MSS.45000012', 'material'],
  ['MSS.47000002', 'service'],
  ['MSS.41000023', 'quota'],
  ['MSS.00022010', 'account'],
  ['MSS.45000015', 'request'],
] as const)('code %s is a failure of the kind %s', (code, kind) => {
  expect(failureKind(code)).toBe(kind);
});

it.each([null, '', 'MSS.99999999'])('code %j has no kind of its own', (code) => {
  expect(failureKind(code)).toBe('other');
});
