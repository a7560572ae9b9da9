import type { Config } from '../config/config.ts';
import type { UpstreamAddress } from './services.ts';

/** A simulated MetaStudio in this process. */
export type Demo = { upstream: UpstreamAddress; close(): Promise<void> };

/** Starts the simulator. It is imported only when needed: a deployment with credentials never loads it. */
export async function startDemo(config: Config): Promise<Demo> {
  // biome-ignore lint/style/noRestrictedImports: the only place that starts the simulator
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
