import { readSimulatorEnv } from './lib/env.ts';
import { startSimulator } from './simulator.ts';

/** The stand-alone simulator: prints how to reach it and runs until a signal stops it. */
async function main(): Promise<void> {
  const simulator = await startSimulator(readSimulatorEnv(process.env));
  const { projectId, ak, sk } = simulator.world;
  // Printing the keys is safe: they are valid in this simulation only.
  process.stdout.write(`Simulated MetaStudio is ready: ${simulator.url}
METASTUDIO_ENDPOINT=${simulator.url}
METASTUDIO_PROJECT_ID=${projectId}
CLOUD_SDK_AK=${ak}
CLOUD_SDK_SK=${sk}
`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void simulator.close());
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'The simulator failed'}\n`);
  process.exitCode = 1;
});
