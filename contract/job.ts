import type { ProblemSummary } from './problem.ts';
import type { JobState } from './state.ts';

/** Job types: `2d` is an avatar video, `photo` a photo video (docs/glossary.md). */
export const jobTypes = ['2d', 'photo'] as const;

export type JobType = (typeof jobTypes)[number];

/** A signed link. It grants access to the object until it expires: never store or log it. */
export type SignedUrl = {
  url: string;
  /** RFC 3339 UTC; null when the link has no expiry. */
  expiresAt: string | null;
};

/** A video job. Unknown or absent values are null; times are RFC 3339 UTC and need not be in order. */
export type Job = {
  id: string;
  name: string | null;
  type: JobType | null;
  state: JobState;
  /** The state as MetaStudio sent it; shown when `state` is UNKNOWN. */
  rawState: string;
  createdAt: string | null;
  startedAt: string | null;
  endedAt: string | null;
  updatedAt: string | null;
  /** Length of the produced video in seconds, not the time that production took. */
  durationSeconds: number | null;
  assetId: string | null;
  cover: SignedUrl | null;
  /** True when there is a cover and its link leads to a place that is not allowed (docs/promises.md#media-hosts). */
  mediaBlocked: boolean;
  error: { code: string | null; message: string | null } | null;
  /** How long the phase that the job is in usually takes; null in other states and without enough history. */
  usual: Usual | null;
  /** True when the job has been in its phase for longer than 95 of 100 similar jobs. */
  late: boolean;
  /** True for a row of a search that finds the job by its script and not by its name or id; absent from all others. */
  foundInScript?: true;
};

/** Seconds that similar jobs spent in the same phase, and how many there were. */
export type Usual = { median: number; p95: number; samples: number };

/** States in which a job can be late. */
export const lateStates = ['WAITING', 'PROCESSING'] as const satisfies readonly JobState[];

export type LateState = (typeof lateStates)[number];

/** Late jobs per state. */
export type LateCounts = Record<LateState, number>;

/** Jobs per state; UNKNOWN counts those in no documented state. */
export type Counts = Record<JobState, number>;

/** Reply of `GET /api/jobs`: list, counts and coverage are of one moment. */
export type JobList = {
  /** Jobs that match the filter, on all pages. */
  total: number;
  /** Jobs of every state that match the other filters. */
  counts: Counts;
  /** Late jobs of every state that match the other filters. */
  late: LateCounts;
  jobs: Job[];
  /** The range of creation times that was searched; `until` is null when open. */
  range: { since: string; until: string | null };
  coverage: Coverage;
  /** `epoch.n`: n grows with every change, the epoch is new with every start of the proxy. */
  version: string;
  /** Where the answer comes from: the copy of all jobs, or MetaStudio itself for what the copy does not hold. */
  source: 'mirror' | 'metastudio';
  /** The moment whose order the pages follow; null when MetaStudio answered. */
  anchor: Anchor | null;
  /** When MetaStudio was asked. */
  asOf: string;
  stale: Stale | null;
};

/** The moment whose order the pages of a walk follow (docs/promises.md#paging). */
export type Anchor = {
  /** Version of the first page of the walk; sent back as `at`. */
  version: string;
  /** Jobs on the walk's pages. */
  total: number;
  /** Jobs that match now and are on none of the walk's pages. */
  arrived: number;
};

/** What the copy of all jobs holds. */
export type Coverage = {
  /** Every job that was created since then is known; RFC 3339. */
  since: string;
  /** False while older jobs are still being read. */
  complete: boolean;
  /** Jobs read so far, and how many there are according to MetaStudio; null when it did not say. */
  read: number;
  total: number | null;
  /** Entries that MetaStudio sent, or counted, and that could not be read. */
  unreadable: number;
};

/**
 * An event of `GET /api/stream`: what changed in the view since the last event. `changed` has the jobs of the page that
 * changed, `gone` the ids of those that do not exist any more.
 */
export type ListChange = Pick<
  JobList,
  'version' | 'asOf' | 'total' | 'counts' | 'late' | 'coverage' | 'stale'
> & { changed: Job[]; arrived: number; gone: string[] };

/** Set when MetaStudio could not be read and an older copy is shown instead. */
export type Stale = {
  /** When reading began to fail. */
  since: string;
  problem: ProblemSummary;
};

/** Speed and pitch 50 to 200, volume 90 to 240 (docs/metastudio.md#voice-ranges). */
export type Voice = {
  assetId: string | null;
  speed: number | null;
  pitch: number | null;
  volume: number | null;
};

/** Burned-in subtitles: box and font size in canvas pixels, colours `#RRGGBB`, opacity 0 to 1. */
export type SubtitleStyle = {
  x: number | null;
  y: number | null;
  width: number | null;
  height: number | null;
  fontName: string | null;
  fontSize: number | null;
  fontColor: string | null;
  strokeColor: string | null;
  strokeThickness: number | null;
  opacity: number | null;
};

/** The requested settings; the finished file may differ (2D output has 25 fps and may exceed the bit rate). */
export type VideoSettings = {
  codec: string | null;
  width: number | null;
  height: number | null;
  bitrateKbps: number | null;
  frameRate: number | null;
  /** RESIZE, CROP or another value, as MetaStudio sent it. */
  clipMode: string | null;
  /** Origin of the crop on the avatar's canvas; clip mode CROP only. */
  cropX: number | null;
  cropY: number | null;
  subtitles: boolean | null;
  subtitleStyle: SubtitleStyle | null;
  superResolution: boolean | null;
  endAtFirstFrame: boolean | null;
  vocabulary: boolean | null;
};

/** A scene's background; `kind` as MetaStudio sent it (IMAGE, COLOR, …), `box` in canvas pixels. */
export type Background = {
  kind: string;
  color: string | null;
  assetId: string | null;
  image: SignedUrl | null;
  box: { x: number; y: number; width: number; height: number } | null;
};

/** A layer on the canvas; `kind` as MetaStudio sent it (HUMAN, IMAGE, VIDEO, TEXT, …). */
export type Layer = {
  kind: string;
  assetId: string | null;
  x: number | null;
  y: number | null;
  width: number | null;
  height: number | null;
  angle: number | null;
  /** 1 is the bottom. */
  order: number | null;
  image: SignedUrl | null;
  text: {
    content: string;
    fontName: string | null;
    fontSize: number | null;
    color: string | null;
  } | null;
  video: { loopCount: number | null; volume: number | null; playWhole: boolean | null } | null;
};

/** A scene with spoken text or a recorded voice. Text may be SSML; it is shown as text, never as HTML. */
export type Scene = {
  sequence: number | null;
  kind: 'text' | 'audio';
  text: string | null;
  /** Length of the recorded voice in seconds; audio scenes only. */
  audioSeconds: number | null;
  audioId: number | null;
  actions: { tag: string | null; name: string | null; startSeconds: number | null }[];
  backgrounds: Background[];
  layers: Layer[];
  /** True when a picture of the scene is at a place that is not allowed. */
  mediaBlocked: boolean;
};

/** Reply of `GET /api/jobs/{jobId}`. */
export type JobDetail = Job & {
  scriptId: string | null;
  modelAssetId: string | null;
  voice: Voice | null;
  video: VideoSettings | null;
  music: { assetId: string | null; volume: number | null } | null;
  scenes: Scene[];
  asOf: string;
  stale: Stale | null;
};

/**
 * Reply of `GET /api/jobs/{jobId}/raw`: the job as MetaStudio sent it when asked for this, in its own field names. Queries
 * of links, other secrets and the rest of a Base64 picture are replaced by `…`.
 */
export type JobRaw = { raw: unknown; asOf: string };
