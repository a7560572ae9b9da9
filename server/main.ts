import { built } from './built.ts';
import { outliveReaders } from './lib/output.ts';
import { type Launched, launch } from './start/launch.ts';
import { shutDown } from './start/shut-down.ts';

async function main(): Promise<void> {
  outliveReaders([process.stdout, process.stderr]);
  const launched = await launch(process.env, built, {
    ready: (line) => process.stdout.write(`${line}\n`),
    refused: (line) => process.stderr.write(`Dailies cannot start: ${line}\n`),
  });
  if (launched === null) process.exit(1);
  stopOnSignal(launched);
}

function stopOnSignal({ server, dailies }: Launched): void {
  let stopping = false;
  const stop = () => {
    // A second signal ends the process at once: the audit has every cancel under way, so nothing is lost.
    if (stopping) process.exit(0);
    stopping = true;
    void shutDown(server, dailies).finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

await main();
