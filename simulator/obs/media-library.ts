import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { z } from 'zod';
import { hexId, mix } from '../lib/random.ts';
import { mediaFolder } from '../media-folder.ts';

const orientation = z.enum(['landscape', 'portrait']);
const Picture = z.object({ file: z.string(), orientation, width: z.number(), height: z.number() });
const Video = z.object({
  file: z.string(),
  container: z.enum(['mp4', 'webm']),
  codec: z.enum(['H264', 'VP8']),
  orientation,
  width: z.number(),
  height: z.number(),
  durationSeconds: z.number(),
  bytes: z.number(),
});
const Plain = z.object({ file: z.string() });

/** The files of simulator/media; sizes in pixels. */
const Manifest = z.object({
  covers: z.array(Picture).min(1),
  videos: z.array(Video).min(1),
  backgrounds: z.array(Plain).min(1),
  humans: z.array(Plain).min(1),
});
export type Manifest = z.output<typeof Manifest>;
export type Cover = z.output<typeof Picture>;
export type VideoFile = z.output<typeof Video>;

const contentTypes: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
};

/** The pictures and videos of jobs. Each is read once and kept in memory: together they are a few megabytes. */
export class MediaLibrary {
  readonly manifest: Manifest;
  /** Material of scripts (backgrounds, layers): asset id to file. */
  readonly materials: ReadonlyMap<string, string>;
  readonly #digests = new Map<string, Buffer>();
  readonly #cache = new Map<string, Buffer>();

  constructor() {
    this.manifest = readManifest();
    const files = [...this.manifest.backgrounds, ...this.manifest.covers, ...this.manifest.videos];
    this.materials = new Map(files.map(({ file }) => [materialId(file), file]));
  }

  read(file: string): Buffer {
    const known = this.#cache.get(file);
    if (known !== undefined) return known;
    const bytes = readFileSync(join(mediaFolder, file));
    this.#cache.set(file, bytes);
    return bytes;
  }

  /** MD5 of a file's bytes: the ETag of OBS, and `file_md5` of an asset. */
  md5(file: string): Buffer {
    const known = this.#digests.get(file);
    if (known !== undefined) return known;
    const digest = createHash('md5').update(this.read(file)).digest();
    this.#digests.set(file, digest);
    return digest;
  }

  /** The cover of a job: of its orientation, chosen by its seed. */
  cover(job: { seed: number; orientation: string }): Cover {
    return choose(this.manifest.covers, job.orientation, mix(job.seed, 'cover'));
  }

  /** The finished video of a job: of its codec and orientation where such a file exists. */
  video(job: { seed: number; orientation: string; codec: string }): VideoFile {
    const coded = this.manifest.videos.filter((video) => video.codec === job.codec);
    const files = coded.length > 0 ? coded : this.manifest.videos;
    return choose(files, job.orientation, mix(job.seed, 'video'));
  }

  human(seed: number): Buffer {
    const { humans } = this.manifest;
    const chosen = humans[mix(seed, 'human') % humans.length] ?? humans[0];
    return chosen === undefined ? Buffer.alloc(0) : this.read(chosen.file);
  }
}

function choose<T extends { orientation: string }>(
  files: readonly T[],
  wanted: string,
  number: number,
): T {
  const fitting = files.filter((file) => file.orientation === wanted);
  const from = fitting.length > 0 ? fitting : files;
  const chosen = from[number % from.length];
  if (chosen === undefined) throw new RangeError('the media manifest lists no such file');
  return chosen;
}

/** Asset id of a piece of material. */
export function materialId(file: string): string {
  return hexId(mix(file), 'material');
}

/** MIME type by the file's extension. */
export function contentType(file: string): string {
  return contentTypes[extname(file)] ?? 'application/octet-stream';
}

function readManifest(): Manifest {
  return Manifest.parse(JSON.parse(readFileSync(join(mediaFolder, 'manifest.json'), 'utf8')));
}
