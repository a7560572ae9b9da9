// Serves the existing build. Builds nothing: containers and tests start it where no build tool may be.
import { existsSync } from 'node:fs';

const main = new URL('../dist-server/main.js', import.meta.url);
if (!existsSync(main)) {
  console.error('Dailies cannot start: the page is not built: run `npm run build`.');
  process.exit(1);
}
// In this process, which then receives the signals itself.
await import(main.href);
