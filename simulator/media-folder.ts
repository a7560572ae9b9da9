import { join } from 'node:path';

/** The folder of pictures and videos: the same relative path from simulator/ and from the flat bundle in dist-server/. */
export const mediaFolder = join(import.meta.dirname, '../simulator/media');
