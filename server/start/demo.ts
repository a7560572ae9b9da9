import type { Config } from '../config/config.ts';
import type { UpstreamAddress } from './services.ts';

/** A simulated MetaStudio in this process. */
export type Demo = { upstream: UpstreamAddress; close(): Promise<void> };

/** Starts the simulator; loaded only when there is no credential, so that a real deployment never runs a line of it. */
export async function startDemo(config: Config): Promise<Demo> {
  // biome-ignore lint/style/noRestrictedImports: the one place that starts it, and only when asked to
  const { startSimulator } = await import('../../simulator/simulator.ts');
  const { port, jobs, seed, urlTtl } = config.simulator;
  const simulator = await startSimulator({
    ...(port === null ? {} : { port }),
    ...(jobs === null ? {} : { jobs }),
    ...(seed === null ? {} : { seed }),
    ...(urlTtl === null ? {} : { urlTtlSeconds: urlTtl }),
  });
  const { ak, sk, projectId } = simulator.world;
  return {
    upstream: {
      endpoint: simulator.url,
      projectId,
      credentials: { kind: 'key', ak, sk, securityToken: null },
    },
    close: () => simulator.close(),
  };
}
