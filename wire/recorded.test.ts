import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ErrorBody, gatewayDigits } from './error.ts';
import { ListDigitalHumanVideoReply, ShowPhotoDigitalHumanVideoReply } from './job.ts';
import { salvage } from './salvage.ts';

/** An example reply of Huawei's documentation, byte for byte. */
function recorded(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'recorded', name), 'utf8'));
}

it('parses the documented list without losing a field', () => {
  const input = recorded('list-200.json');
  const { value, anomalies } = salvage(ListDigitalHumanVideoReply, input);
  expect(anomalies).toEqual([]);
  expect(value).toEqual(input);
});

it('parses the documented photo detail without losing a field', () => {
  const input = recorded('photo-detail-200.json');
  const { value, anomalies } = salvage(ShowPhotoDigitalHumanVideoReply, input);
  expect(anomalies).toEqual([]);
  expect(value).toEqual(input);
});

it.each([
  ['error-400.json', 'MSS.00000003', 'Invalid parameter'],
  ['error-401.json', 'MSS.00000001', 'Unauthorized'],
  ['error-404.json', 'MSS.00000002', 'Not Found'],
  ['error-500.json', 'MSS.00000004', 'Internal Error'],
])('parses %s', (file, code, message) => {
  expect(ErrorBody.parse(recorded(file))).toEqual({ error_code: code, error_msg: message });
});

describe('errors', () => {
  it('reads both spellings of a gateway code, and its request id', () => {
    const body = { error_msg: 'throttled', error_code: 'APIGW.0308', request_id: 'r1' };
    expect(ErrorBody.parse(body)).toEqual(body);
    expect(gatewayDigits('APIGW.0308')).toBe('0308');
    expect(gatewayDigits('APIG.0301')).toBe('0301');
  });

  it.each(['MSS.00000003', 'APIGW.308', 'xAPIGW.0308', 'APIGWW.0308', '20010001', ''])(
    'does not take %j for a gateway code',
    (code) => {
      expect(gatewayDigits(code)).toBeNull();
    },
  );

  it('rejects a body without a code', () => {
    for (const body of [null, [], 'x', {}, { error_code: '' }, { error_msg: 'x' }]) {
      expect(ErrorBody.safeParse(body).success).toBe(false);
    }
    expect(ErrorBody.safeParse({ error_code: 'MSS.1', error_msg: null }).success).toBe(true);
    expect(ErrorBody.parse({ error_code: 308, error_msg: 7 })).toEqual({
      error_code: '308',
      error_msg: '7',
    });
  });
});
