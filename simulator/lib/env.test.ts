import { expect, it } from 'vitest';
import { readSimulatorEnv } from './env.ts';

it('reads the settings and leaves the others out', () => {
  expect(readSimulatorEnv({})).toEqual({});
  expect(
    readSimulatorEnv({
      SIMULATOR_PORT: '8787',
      SIMULATOR_JOBS: '100000',
      SIMULATOR_SEED: ' 7 ',
      SIMULATOR_URL_TTL: '60',
      OTHER: 'x',
    }),
  ).toEqual({ port: 8787, jobs: 100_000, seed: 7, urlTtlSeconds: 60 });
  expect(readSimulatorEnv({ SIMULATOR_JOBS: '' })).toEqual({});
});

it.each([
  ['SIMULATOR_PORT', '70000'],
  ['SIMULATOR_PORT', '-1'],
  ['SIMULATOR_JOBS', '100001'],
  ['SIMULATOR_JOBS', '1e3'],
  ['SIMULATOR_SEED', 'x'],
  ['SIMULATOR_URL_TTL', '0'],
  ['SIMULATOR_URL_TTL', '1.5'],
])('rejects %s=%s with one line that names the variable', (name, value) => {
  expect(() => readSimulatorEnv({ [name]: value })).toThrow(new RegExp(`^${name} must be`));
});
