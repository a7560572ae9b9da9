import { join } from 'node:path';
import type { Built } from './start/start.ts';

/** The page as it was built beside this code. */
export const built: Built = {
  pageRoot: join(import.meta.dirname, '../dist'),
  // Its source belongs to the page.
  loadRenderer: () => import(join(import.meta.dirname, 'entry-server.js')),
};
