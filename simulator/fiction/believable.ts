import type { JobRecord } from '../jobs/record.ts';
import { hexId, Random, uuid } from '../lib/random.ts';
import { titleOf } from './topic.ts';

/** Documented failures (docs/metastudio.md#failure-codes); which of them a FAILED job carries is not documented. */
export const failures = [
  { code: 'MSS.42000007', message: 'Infer error' },
  { code: 'MSS.45000001', message: 'Asset file missing' },
  { code: 'MSS.45000007', message: 'Download failed' },
  { code: 'MSS.45000013', message: 'Picture format is not supported' },
  { code: 'MSS.47000001', message: 'Internal error' },
  { code: 'MSS.47000002', message: 'Inference service error' },
  { code: 'MSS.47000003', message: 'Task preparation failed' },
  { code: 'MSS.47000014', message: 'Background download failed' },
  { code: 'MSS.10001005', message: 'Asset name already exists' },
] as const;

/** A job that a customer could have made, decided by its seed; `createdAt` in epoch ms. */
export function believableJob(seed: number, serial: number, createdAt: number): JobRecord {
  const random = new Random(seed);
  const language = random.chance(0.65) ? 'zh' : 'en';
  const type = random.chance(0.75) ? '2d' : 'photo';
  const failed = random.chance(0.08);
  return {
    jobId: uuid(seed, 'job', serial),
    assetId: hexId(seed, 'asset', serial),
    seed,
    serial,
    name: titleOf(seed, language),
    type,
    createdAt,
    waitSeconds: random.int(5, 60),
    runSeconds: random.int(20, 120),
    ending: failed ? 'FAILED' : 'SUCCEED',
    later: [],
    assetState: null,
    error: failed ? random.pick(failures) : null,
    cancelledAt: null,
    orientation: random.chance(0.6) ? 'landscape' : 'portrait',
    codec: type === '2d' && random.chance(0.18) ? 'VP8' : 'H264',
    language,
    scenes: null,
    scriptId: random.chance(0.85) ? hexId(seed, 'script') : null,
    appUserId: null,
    omit: [],
    nulls: [],
    overrides: {},
    arrived: false,
  };
}
