import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ErrorBody, gatewayDigits } from './error.ts';
import { ListDigitalHumanVideoReply, ShowPhotoDigitalHumanVideoReply } from './job.ts';
import { salvage } from './salvage.ts';

/** The documents' own examples, byte for byte. */
function recorded(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'recorded', name), 'utf8'));
}

test('the printed list parses and nothing of it is lost', () => {
  const input = recorded('list-200.json');
  const { value, anomalies } = salvage(ListDigitalHumanVideoReply, input);
  expect(anomalies).toEqual([]);
  expect(value).toEqual(input);
});

test('the printed photo detail parses and nothing of it is lost', () => {
  const input = recorded('photo-detail-200.json');
  const { value, anomalies } = salvage(ShowPhotoDigitalHumanVideoReply, input);
  expect(anomalies).toEqual([]);
  expect(value).toEqual(input);
});

test.each([
  ['error-400.json', 'MSS.00000003', 'Invalid parameter'],
  ['error-401.json', 'MSS.00000001', 'Unauthorized'],
  ['error-404.json', 'MSS.00000002', 'Not Found'],
  ['error-500.json', 'MSS.00000004', 'Internal Error'],
])('%s', (file, code, message) => {
  expect(ErrorBody.parse(recorded(file))).toEqual({ error_code: code, error_msg: message });
});

describe('errors', () => {
  test('the gateway adds a request id, in either spelling of its codes', () => {
    const body = { error_msg: 'throttled', error_code: 'APIGW.0308', request_id: 'r1' };
    expect(ErrorBody.parse(body)).toEqual(body);
    expect(gatewayDigits('APIGW.0308')).toBe('0308');
    expect(gatewayDigits('APIG.0301')).toBe('0301');
  });

  test('the codes of MetaStudio are none of the gateway’s', () => {
    for (const code of [
      'MSS.00000003',
      'APIGW.308',
      'xAPIGW.0308',
      'APIGWW.0308',
      '20010001',
      '',
    ]) {
      expect(gatewayDigits(code)).toBeNull();
    }
  });

  test('a body without a code is no error body', () => {
    for (const body of [
      null,
      [],
      'x',
      {},
      { error_code: '' },
      { error_code: 7 },
      { error_msg: 'x' },
    ]) {
      expect(ErrorBody.safeParse(body).success).toBe(false);
    }
    expect(ErrorBody.safeParse({ error_code: 'MSS.1', error_msg: null }).success).toBe(true);
  });
});
