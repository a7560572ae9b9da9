import { extname } from 'node:path';
import { isFinished, type JobRecord } from '../jobs/record.ts';
import { hexId, mix } from '../lib/random.ts';
import type { SimulatedWorld } from '../world/world.ts';
import { signedLink } from './links.ts';
import { materialId } from './media-library.ts';

/** An object of the store: its file, and the job that made it (null for material). `modifiedAt` in epoch ms. */
export type StoredObject = { file: string; record: JobRecord | null; modifiedAt: number };

/** Material is older than the jobs that use it. */
const materialSince = Date.UTC(2026, 0, 5, 2, 0, 0);

function keyOf(world: SimulatedWorld, assetId: string, file: string): string {
  return `${world.projectId}/${assetId}/${hexId(mix(assetId, file), 'object')}${extname(file)}`;
}

/** Makes links into the store. Each call signs anew, like MetaStudio (docs/metastudio.md#link-text-changes). */
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

/** The object of a key (`{project}/{asset}/{hash}.{extension}`), or null: a job has files once it has succeeded. */
export function objectAt(world: SimulatedWorld, key: string): StoredObject | null {
  const assetId = key.split('/')[1] ?? '';
  const material = world.media.materials.get(assetId);
  if (material !== undefined) {
    if (keyOf(world, assetId, material) !== key) return null;
    return { file: material, record: null, modifiedAt: materialSince };
  }
  const record = world.jobs().ofAsset(assetId);
  if (record === null) return null;
  const facts = world.factsOf(record);
  if (!isFinished(facts.state) || facts.endedAt === null) return null;
  const files = [world.media.cover(record).file, world.media.video(record).file];
  const file = files.find((name) => keyOf(world, assetId, name) === key);
  return file === undefined ? null : { file, record, modifiedAt: facts.endedAt };
}
