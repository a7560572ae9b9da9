import { extname } from 'node:path';
import { factsAt, isFinished, type JobRecord } from '../jobs/record.ts';
import { hexId, mix } from '../lib/random.ts';
import type { SimulatedWorld } from '../world/world.ts';
import { signedLink } from './links.ts';
import { materialId } from './media-library.ts';

/** An object of the store: the file behind it, and the job that made it (null for material). */
export type StoredObject = { file: string; record: JobRecord | null; modifiedAt: number };

/** Material has lain there since before any job. */
const materialSince = Date.UTC(2026, 0, 5, 2, 0, 0);

function keyOf(world: SimulatedWorld, assetId: string, file: string): string {
  return `${world.projectId}/${assetId}/${hexId(mix(assetId, file), 'object')}${extname(file)}`;
}

/** Makes links into the store: each call signs anew, as MetaStudio does, so that two links of one object differ. */
export class Links {
  readonly #world: SimulatedWorld;
  readonly #origin: string;

  constructor(world: SimulatedWorld, origin: string) {
    this.#world = world;
    this.#origin = origin;
  }

  cover(record: JobRecord): string {
    return this.#link(record.assetId, this.#world.media.cover(record).file);
  }

  video(record: JobRecord): string {
    return this.#link(record.assetId, this.#world.media.video(record).file);
  }

  material(file: string): string {
    return this.#link(materialId(file), file);
  }

  #link(assetId: string, file: string): string {
    const expires = Math.floor(this.#world.now() / 1000) + this.#world.urlTtlSeconds;
    return signedLink(this.#origin, keyOf(this.#world, assetId, file), this.#world, expires);
  }
}

/** The object under a key (`{project}/{asset}/{hash}.{ending}`), or null: a job's files exist once it has succeeded. */
export function objectAt(world: SimulatedWorld, key: string): StoredObject | null {
  const assetId = key.split('/')[1] ?? '';
  const material = world.media.materials.get(assetId);
  if (material !== undefined) {
    if (keyOf(world, assetId, material) !== key) return null;
    return { file: material, record: null, modifiedAt: materialSince };
  }
  const record = world.jobs().ofAsset(assetId);
  if (record === null) return null;
  const facts = factsAt(record, world.now());
  if (!isFinished(facts.state) || facts.endedAt === null) return null;
  const files = [world.media.cover(record).file, world.media.video(record).file];
  const file = files.find((name) => keyOf(world, assetId, name) === key);
  return file === undefined ? null : { file, record, modifiedAt: facts.endedAt };
}
