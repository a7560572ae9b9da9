import { expect, it } from 'vitest';
import { isLoopback } from './loopback.ts';

it.each([
  'localhost',
  'LOCALHOST',
  '127.0.0.1',
  '127.255.255.255',
  '::1',
  '[::1]',
  '0:0:0:0:0:0:0:1',
  '::ffff:127.0.0.1',
])('%s means this machine', (host) => expect(isLoopback(host)).toBe(true));

it.each([
  '',
  '127.999.1.1',
  '127.256.0.1',
  '127.1',
  '127.0.0.1.5',
  '0x7f.1',
  '0x7f000001',
  '2130706433',
  '0177.0.0.1',
  '128.0.0.1',
  '126.255.255.255',
  '0.0.0.0',
  '::',
  '::2',
  '[::1',
  'fe80::1%lo',
  '::ffff:10.0.0.1',
  'localhost.example',
  'localhost.',
  '127.0.0.1.example',
])('%s does not', (host) => expect(isLoopback(host)).toBe(false));
