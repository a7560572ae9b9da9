import { z } from 'zod';
import { hexId, mix, uuid } from '../lib/random.ts';
import { factsAt, type JobRecord, startsAt } from './record.ts';

const seconds = z.number().finite();
const id = z.string().min(1).max(200);

/**
 * A job described by a test. Times are relative to the world's present time. The defaults make a finished landscape
 * 2D job: created ten minutes ago, waited 20 s, produced in 60 s.
 */
export const JobSpec = z.strictObject({
  jobId: id.optional(),
  assetId: id.optional(),
  name: z.string().max(4000).optional(),
  type: z.enum(['2d', 'photo']).optional(),
  createdSecondsAgo: seconds.optional(),
  waitSeconds: seconds.nullable().optional(),
  runSeconds: seconds.nullable().optional(),
  ending: z.string().optional(),
  later: z.array(z.strictObject({ state: z.string(), afterSeconds: seconds })).optional(),
  error: z.strictObject({ code: z.string(), message: z.string() }).optional(),
  assetState: z.string().optional(),
  orientation: z.enum(['landscape', 'portrait']).optional(),
  codec: z.enum(['H264', 'VP8']).optional(),
  language: z.enum(['zh', 'en']).optional(),
  scenes: z
    .union([
      z.number().int().min(0).max(1000),
      z.array(z.union([z.string(), z.strictObject({ audioSeconds: seconds })])),
    ])
    .optional(),
  scriptId: z.string().nullable().optional(),
  appUserId: z.string().nullable().optional(),
  omit: z.array(z.string()).optional(),
  nulls: z.array(z.string()).optional(),
  overrides: z.record(z.string(), z.unknown()).optional(),
  seed: z.number().int().optional(),
});
export type JobSpec = z.input<typeof JobSpec>;

/** A change to a job, relative to now: `startInSeconds: null` never starts, `finishInSeconds: null` never ends. */
export const JobChange = z.strictObject({
  startInSeconds: seconds.nullable().optional(),
  finishInSeconds: seconds.nullable().optional(),
  ending: z.string().optional(),
  error: z.strictObject({ code: z.string(), message: z.string() }).nullable().optional(),
  name: z.string().max(4000).optional(),
  cancelled: z.boolean().optional(),
  /** The state of an ended job from now on, such as BLOCK. */
  becomes: z.string().optional(),
  omit: z.array(z.string()).optional(),
  nulls: z.array(z.string()).optional(),
  overrides: z.record(z.string(), z.unknown()).optional(),
});
export type JobChange = z.input<typeof JobChange>;

/** The record that a spec describes; `serial` and `worldSeed` decide what the spec leaves open. */
export function recordOf(
  spec: JobSpec,
  at: { now: number; serial: number; worldSeed: number },
): JobRecord {
  const seed = spec.seed ?? mix(at.worldSeed, 'job', at.serial);
  const ending = spec.ending ?? 'SUCCEED';
  return {
    jobId: spec.jobId ?? uuid(seed, 'job', at.serial),
    assetId: spec.assetId ?? hexId(seed, 'asset', at.serial),
    seed,
    serial: at.serial,
    name: spec.name ?? `Video ${at.serial + 1}`,
    type: spec.type ?? '2d',
    // Replies print whole seconds: a filter by such a time must find the job again.
    createdAt: Math.floor(at.now / 1000 - (spec.createdSecondsAgo ?? 600)) * 1000,
    waitSeconds: spec.waitSeconds === undefined ? 20 : spec.waitSeconds,
    runSeconds: spec.runSeconds === undefined ? 60 : spec.runSeconds,
    ending,
    later: spec.later ?? [],
    error: spec.error ?? (ending === 'FAILED' ? defaultError : null),
    cancelledAt: null,
    assetState: spec.assetState ?? null,
    orientation: spec.orientation ?? 'landscape',
    codec: spec.codec ?? 'H264',
    language: spec.language ?? 'zh',
    scenes: spec.scenes ?? null,
    scriptId: spec.scriptId === undefined ? hexId(seed, 'script') : spec.scriptId,
    appUserId: spec.appUserId ?? null,
    omit: spec.omit ?? [],
    nulls: spec.nulls ?? [],
    overrides: spec.overrides ?? {},
    arrived: false,
  };
}

const defaultError = { code: 'MSS.42000007', message: 'Infer error' };

/** The record after a change; times count from `now` (epoch ms). */
export function changedRecord(record: JobRecord, change: JobChange, now: number): JobRecord {
  const next = { ...record };
  if (change.name !== undefined) next.name = change.name;
  if (change.ending !== undefined) next.ending = change.ending;
  if (change.ending === 'FAILED') next.error ??= defaultError;
  if (change.error !== undefined) next.error = change.error;
  if (change.omit !== undefined) next.omit = change.omit;
  if (change.nulls !== undefined) next.nulls = change.nulls;
  if (change.overrides !== undefined) next.overrides = change.overrides;
  if (change.startInSeconds !== undefined) {
    next.waitSeconds = since(record.createdAt, now, change.startInSeconds);
  }
  if (change.finishInSeconds !== undefined) finish(next, now, change.finishInSeconds);
  if (change.becomes !== undefined) {
    const endedAt = startsAt(next) + (next.runSeconds ?? Infinity) * 1000;
    const phase = { state: change.becomes, afterSeconds: (now - endedAt) / 1000 };
    if (Number.isFinite(endedAt)) next.later = [...next.later, phase];
  }
  if (change.cancelled === false) next.cancelledAt = null;
  if (change.cancelled === true) {
    next.cancelledAt = now;
    // The state function lets a cancel win only over a waiting job, so a started one loses its start.
    if (factsAt(record, now).state !== 'WAITING') next.waitSeconds = null;
  }
  return next;
}

function finish(record: JobRecord, now: number, inSeconds: number | null): void {
  const end = inSeconds === null ? Infinity : now + inSeconds * 1000;
  const start = startsAt(record);
  // A job that ends must start: at once, unless its own start is before the end.
  if (start > end || start === Infinity) record.waitSeconds = since(record.createdAt, now, 0);
  record.runSeconds = inSeconds === null ? null : (end - startsAt(record)) / 1000;
}

function since(from: number, now: number, inSeconds: number | null): number | null {
  return inSeconds === null ? null : (now - from) / 1000 + inSeconds;
}
