import { readSimulatorEnv } from './lib/env.ts';
import { startSimulator } from './simulator.ts';

/** The simulator alone: prints how to reach it and runs until it is told to stop. */
async function main(): Promise<void> {
  const simulator = await startSimulator(readSimulatorEnv(process.env));
  const { projectId, ak, sk } = simulator.world;
  // These keys open nothing but this simulation, so printing them is safe, and what the command is for.
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
