import { join } from 'node:path';

/** Where the pictures and videos lie: the same relative path from simulator/ and from the flat bundle in dist-server/. */
export const mediaFolder = join(import.meta.dirname, '../simulator/media');
