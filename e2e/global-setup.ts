import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/**
 * Makes `npx playwright test` work by itself: finds a browser where none is known yet. The workers read it from
 * playwright.config.ts, which each of them loads after this.
 *
 * @throws Error when the product is not built or there is no browser
 */
export default function globalSetup(): void {
  if (!existsSync(join(root, 'dist-server/main.js'))) {
    throw new Error('The product is not built: run `npm run build`.');
  }
  if (existsSync(join(root, 'node_modules/.cache/test-browser.json'))) return;
  execFileSync(process.execPath, [join(root, 'scripts/setup-browser.mjs')], { stdio: 'inherit' });
}
