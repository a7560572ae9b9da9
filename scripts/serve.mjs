// Serves the existing build and builds nothing, for containers without development packages.
import { existsSync } from 'node:fs';

const main = new URL('../dist-server/main.js', import.meta.url);
if (!existsSync(main)) {
  console.error('Dailies cannot start: the page is not built: run `npm run build`.');
  process.exit(1);
}
// Imported instead of spawned: this process receives the signals.
await import(main.href);
