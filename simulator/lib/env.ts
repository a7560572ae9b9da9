import type { SimulatorOptions } from '../simulator.ts';
import { maxJobs } from '../world/world-spec.ts';

type Range = { name: string; min: number; max: number };

const ranges = {
  port: { name: 'SIMULATOR_PORT', min: 0, max: 65_535 },
  jobs: { name: 'SIMULATOR_JOBS', min: 0, max: maxJobs },
  seed: { name: 'SIMULATOR_SEED', min: 0, max: 2_147_483_647 },
  urlTtlSeconds: { name: 'SIMULATOR_URL_TTL', min: 1, max: 630_720_000 },
} satisfies Record<string, Range>;

/**
 * Reads the simulator's settings; those that are not set keep their defaults.
 *
 * @throws RangeError with one clear line that names the variable.
 */
export function readSimulatorEnv(
  env: Readonly<Record<string, string | undefined>>,
): SimulatorOptions {
  const options: SimulatorOptions = {};
  for (const key of ['port', 'jobs', 'seed', 'urlTtlSeconds'] as const) {
    const { name, min, max } = ranges[key];
    const text = env[name]?.trim();
    if (text === undefined || text === '') continue;
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) {
      throw new RangeError(`${name} must be a whole number from ${min} to ${max}`);
    }
    options[key] = value;
  }
  return options;
}
