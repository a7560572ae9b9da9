// Builds parts of the server and the simulator from their sources, for benchmarks that call them without HTTP.
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '../..');
const cache = join(root, 'node_modules/.cache/bench');
const folder = join(cache, 'parts');

/** What the benchmarks use. One build: parts of two builds would not know each other's classes. */
const parts = {
  auditChain: 'server/records/audit-chain.ts',
  authorise: 'server/metastudio/authorise.ts',
  cancelRecords: 'server/records/cancel-records.ts',
  client: 'server/metastudio/client.ts',
  clock: 'server/lib/clock.ts',
  createMirror: 'server/mirror/create-mirror.ts',
  fakeClock: 'server/testing/fake-clock.ts',
  finder: 'server/jobs/job-finder.ts',
  jobQuery: 'server/routes/job-query.ts',
  lateness: 'server/mirror/history/lateness.ts',
  limiter: 'server/metastudio/rate-limiter.ts',
  links: 'server/testing/media-links.ts',
  logger: 'server/lib/logger.ts',
  openRecords: 'server/records/open.ts',
  postgres: 'server/testing/postgres.ts',
  proxy: 'server/testing/proxy.ts',
  rendered: 'server/http/rendered.ts',
  simulator: 'simulator/simulator.ts',
  transport: 'server/metastudio/transport.ts',
};

/** Builds them all; to be called once, before any process imports one. */
export async function buildParts() {
  mkdirSync(cache, { recursive: true });
  // The simulator looks for its media in ../simulator/media.
  const simulator = join(cache, 'simulator');
  if (!existsSync(simulator)) symlinkSync(join(root, 'simulator'), simulator, 'dir');
  // Only here: its memory is none of the processes that are measured.
  const { build } = await import('vite');
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'node20',
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries(parts).map(([name, path]) => [name, join(root, path)]),
        ),
        output: { entryFileNames: '[name].js' },
      },
    },
  });
}

/** The exports of a part that was built. */
export async function part(name) {
  return await import(pathToFileURL(join(folder, `${name}.js`)).href);
}
