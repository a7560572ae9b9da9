import { once } from 'node:events';
import { readConfig } from './config/config.ts';
import { outliveReaders } from './lib/output.ts';
import { auditRows, checkAudit } from './records/audit-chain.ts';
import type { Engine } from './records/engine.ts';
import { openForReading } from './records/open.ts';

/** `node dist-server/audit.js verify|export`: tools for the audit, which may run beside the server and change nothing. */
async function main(): Promise<void> {
  outliveReaders([process.stdout, process.stderr]);
  const tool = tools[process.argv[2] ?? ''];
  if (!tool) return refuse(['name what to do: verify or export.']);
  const { config, errors } = readConfig(process.env);
  if (config === null) return refuse(errors);
  try {
    const engine = await openForReading(config);
    await tool(engine);
    await engine.close();
  } catch (error) {
    refuse([error instanceof Error ? error.message : 'unknown reason']);
  }
}

const tools: Record<string, (engine: Engine) => Promise<void>> = {
  verify: async ({ db }) => {
    const { rows, chains, faults } = await checkAudit(db);
    for (const fault of faults) process.stdout.write(`${fault}\n`);
    const words = faults.length === 0 ? 'all as they were written' : 'the audit was changed';
    process.stdout.write(`${rows} rows in ${chains} chains: ${words}\n`);
    if (faults.length > 0) process.exitCode = 1;
  },
  export: async ({ db }) => {
    for await (const { detail, at, ...row } of auditRows(db)) {
      const line = { ...row, at: new Date(at).toISOString(), detail: JSON.parse(detail) };
      if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain');
    }
  },
};

function refuse(lines: string[]): void {
  for (const line of lines) process.stderr.write(`The audit cannot be read: ${line}\n`);
  process.exitCode = 1;
}

await main();
