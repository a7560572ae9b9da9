import { Gauge, type Registry } from 'prom-client';

/** Numbers that are read when they are asked for, and what they mean. */
const gauges = {
  upstream_breaker_state: '1 while no calls are made because MetaStudio refuses the key, else 0',
  upstream_clock_offset_seconds:
    'How far MetaStudio’s clock is ahead of ours, once that was learnt',
  mirror_jobs: 'Jobs in the mirror of those who see all',
  mirror_age_seconds: 'Time since its last successful read; it grows while no one looks',
  mirror_stale_seconds: 'Time since its reads began to fail; 0 while they do not',
  mirror_unreadable_entries: 'Entries of MetaStudio’s list that are no usable jobs',
  mirrors: 'Mirrors, with those of app users',
  sse_clients: 'Open streams',
  cancel_open_intents: 'Cancels without a final outcome, of all processes on the database',
  cancel_oldest_open_seconds: 'Age of the oldest of them; 0 when there is none',
  records_up: '1 while what people do can be recorded, else 0',
} as const;

type GaugeName = keyof typeof gauges;

/** Where each number comes from; null or a failure when it is not known now. */
export type Readings = Record<GaugeName, () => number | null | Promise<number | null>>;

/** Adds a gauge for each reading. */
export function addReadings(readings: Readings, registry: Registry): void {
  for (const [name, reading] of Object.entries(readings)) {
    new Gauge({
      name: `dailies_${name}`,
      help: gauges[name as GaugeName],
      registers: [registry],
      async collect() {
        // One that cannot be read, as with the database away, takes no other with it.
        this.set(
          (await Promise.resolve()
            .then(reading)
            .catch(() => null)) ?? Number.NaN,
        );
      },
    });
  }
}
