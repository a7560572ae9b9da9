import type { Cancellation } from '../../contract/cancel.ts';
import {
  type Counts,
  type Coverage,
  type Job,
  type JobDetail,
  type JobList,
  type LateCounts,
  lateStates,
  type Scene,
  type Stale,
  type Usual,
} from '../../contract/job.ts';
import type { JobMedia } from '../../contract/media.ts';
import type { Session } from '../../contract/session.ts';
import type { JobState } from '../../contract/state.ts';

const noJobs: Counts = {
  WAITING: 0,
  PROCESSING: 0,
  SUCCEED: 0,
  FAILED: 0,
  CANCELED: 0,
  BLOCK: 0,
  UNKNOWN: 0,
};

/** A finished job. Tests change single fields of it. */
export const finished: Job = {
  id: 'job-1',
  name: '新品发布',
  type: '2d',
  state: 'SUCCEED',
  rawState: 'SUCCEED',
  createdAt: '2026-05-20T10:00:00Z',
  startedAt: '2026-05-20T10:01:00Z',
  endedAt: '2026-05-20T10:03:30Z',
  updatedAt: '2026-05-20T10:03:30Z',
  durationSeconds: 60,
  assetId: 'asset-1',
  cover: null,
  mediaBlocked: false,
  error: null,
  usual: null,
  late: false,
};

/** A job in the queue. */
export const waiting: Job = {
  ...finished,
  state: 'WAITING',
  rawState: 'WAITING',
  startedAt: null,
  endedAt: null,
  updatedAt: '2026-05-20T10:00:00Z',
};

/** A job in production. */
export const processing: Job = {
  ...finished,
  state: 'PROCESSING',
  rawState: 'PROCESSING',
  endedAt: null,
  updatedAt: '2026-05-20T10:01:00Z',
};

/** What is usual for a phase: half of the jobs take 3 minutes, 95 of 100 no more than 18. */
export const usual: Usual = { median: 180, p95: 1080, samples: 212 };

/** A job that failed, with MetaStudio's reason. */
export const failed: Job = {
  ...finished,
  state: 'FAILED',
  rawState: 'FAILED',
  durationSeconds: null,
  assetId: null,
  error: { code: 'MSS.20010075', message: 'The remaining quota is not enough.' },
};

/** A job in this state, with times and name that fit it. */
export function jobIn(state: JobState): Job {
  if (state === 'WAITING') return waiting;
  if (state === 'PROCESSING') return processing;
  if (state === 'FAILED') return failed;
  const rawState = state === 'UNKNOWN' ? 'PUBLISHING' : state;
  return { ...finished, state, rawState };
}

/** A reply of `GET /api/jobs` with these jobs. */
export function listOf(...jobs: Job[]): JobList {
  const counts = { ...noJobs };
  for (const job of jobs) counts[job.state]++;
  return {
    total: jobs.length,
    counts,
    late: lateCounts(jobs),
    jobs,
    range: { since: '2026-04-20T10:00:00Z', until: null },
    coverage: coverage(jobs.length),
    version: 'epoch.1',
    source: 'mirror',
    anchor: { version: 'epoch.1', total: jobs.length, arrived: 0 },
    asOf: '2026-05-20T10:05:00Z',
    stale: null,
  };
}

function lateCounts(jobs: readonly Job[]): LateCounts {
  const late: LateCounts = { WAITING: 0, PROCESSING: 0 };
  for (const state of lateStates) {
    late[state] = jobs.filter((job) => job.late && job.state === state).length;
  }
  return late;
}

/** The coverage of a mirror that has read everything but some entries. */
export function coverage(read: number, unreadable = 0): Coverage {
  const total = read + unreadable;
  return { since: '2026-02-19T09:00:00Z', complete: true, read, total, unreadable };
}

/** An older copy, shown because MetaStudio does not answer. */
export const stale: Stale = {
  since: '2026-05-20T10:04:00Z',
  problem: { code: 'upstream_timeout', upstream: null },
};

export const counts: Counts = {
  WAITING: 3,
  PROCESSING: 2,
  SUCCEED: 1204,
  FAILED: 7,
  CANCELED: 1,
  BLOCK: 1,
  UNKNOWN: 0,
};

/** A scene with spoken text and a picture. */
export const textScene: Scene = {
  sequence: 1,
  kind: 'text',
  text: '<speak>大家好，<break time="500ms"/>欢迎来到<sub alias="华为云">HWC</sub>。</speak>',
  audioSeconds: null,
  audioId: null,
  actions: [],
  backgrounds: [{ kind: 'COLOR', color: '#8CB4D2', assetId: null, image: null, box: null }],
  layers: [
    {
      kind: 'HUMAN',
      assetId: 'asset-2',
      x: 600,
      y: 200,
      width: 720,
      height: 880,
      angle: null,
      order: 1,
      image: null,
      text: null,
      video: null,
    },
  ],
  mediaBlocked: false,
};

/** A scene that is spoken by a recording. */
export const audioScene: Scene = {
  ...textScene,
  sequence: 2,
  kind: 'audio',
  text: null,
  audioSeconds: 42,
  audioId: 7,
  backgrounds: [],
  layers: [],
};

/** The finished job with script and settings. */
export const detail: JobDetail = {
  ...finished,
  scriptId: 'script-1',
  modelAssetId: 'asset-3',
  voice: { assetId: 'asset-4', speed: 100, pitch: 100, volume: 140 },
  video: {
    codec: 'H264',
    width: 1920,
    height: 1080,
    bitrateKbps: 3000,
    frameRate: 25,
    clipMode: 'CROP',
    cropX: 0,
    cropY: 120,
    subtitles: true,
    subtitleStyle: {
      x: 60,
      y: 960,
      width: 1800,
      height: 80,
      fontName: 'HarmonyOS Sans',
      fontSize: 54,
      fontColor: '#FFFFFF',
      strokeColor: '#333333',
      strokeThickness: 2,
      opacity: 1,
    },
    superResolution: false,
    endAtFirstFrame: null,
    vocabulary: null,
  },
  music: { assetId: 'asset-5', volume: 20 },
  scenes: [textScene, audioScene],
  asOf: '2026-05-20T10:05:00Z',
  stale: null,
};

/** A reply of `GET /api/jobs/{jobId}/media` without a video. */
export const noMedia: JobMedia = {
  cover: null,
  video: null,
  downloadUrl: null,
  width: null,
  height: null,
  durationSeconds: null,
  fileSizeBytes: null,
  problem: 'no_video',
  unknownAssetState: null,
  mediaBlocked: false,
  file: null,
};

/** A cancel that succeeded. */
export const cancellation: Cancellation = {
  auditId: 'audit-1',
  jobId: 'job-1',
  requestedAt: '2026-05-20T10:02:00Z',
  sentAt: '2026-05-20T10:02:01Z',
  by: { id: 'user-1', name: '王芳', role: 'manager' },
  reason: 'Wrong script',
  priorState: 'WAITING',
  outcome: 'canceled',
  finalState: 'CANCELED',
  settledAt: '2026-05-20T10:02:03Z',
  joined: null,
  corrected: null,
  mayTryAgain: false,
};

/** The session of a demo. */
export const demoSession: Session = {
  mode: 'demo',
  demo: true,
  user: { id: 'user-1', name: '王芳', role: 'manager' },
  can: { cancel: { allowed: true, why: null }, people: { allowed: false, why: 'role' } },
  sees: 'all',
  region: 'cn-north-4',
  version: '0.0.0',
};
