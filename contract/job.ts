import type { ProblemSummary } from './problem.ts';
import type { JobState } from './state.ts';

/** 2D: an avatar cloned from footage; photo: one animated from a picture; null: not known (yet). */
export type JobType = '2d' | 'photo';

/** A link that carries its own permission. Whoever has it can read the object until it expires: never store or log it. */
export type SignedUrl = {
  url: string;
  /** RFC 3339 UTC; null when the link does not say. */
  expiresAt: string | null;
};

/** A video job. Every unknown or absent value is null; times are RFC 3339 UTC and need not be in order. */
export type Job = {
  id: string;
  name: string | null;
  type: JobType | null;
  state: JobState;
  /** The state as MetaStudio spelt it; what is shown when `state` is UNKNOWN. */
  rawState: string;
  createdAt: string | null;
  startedAt: string | null;
  endedAt: string | null;
  updatedAt: string | null;
  /** Length of the produced content in seconds, not the time it took. */
  durationSeconds: number | null;
  assetId: string | null;
  cover: SignedUrl | null;
  error: { code: string | null; message: string | null } | null;
};

/** Reply of `GET /api/jobs`. */
export type JobList = {
  /** Jobs that match the filter, on all pages. */
  total: number;
  jobs: Job[];
  /** The creation times that were asked for; `until` is null when open. */
  range: { since: string; until: string | null };
  /** When MetaStudio was read. */
  asOf: string;
  stale: Stale | null;
  serverNow: string;
};

/** Set when MetaStudio could not be read and an older copy is shown instead. */
export type Stale = {
  /** When the failing began. */
  since: string;
  problem: ProblemSummary;
};

/** Reply of `GET /api/jobs/counts`: jobs per state within the same filter; UNKNOWN is what the others leave over. */
export type JobCounts = { counts: Record<JobState, number>; asOf: string };

/** Speed and pitch 50..200 (100 unchanged), volume 90..240 (140 default). */
export type Voice = {
  assetId: string | null;
  speed: number | null;
  pitch: number | null;
  volume: number | null;
};

/** Burned-in subtitles: box and font size in canvas pixels, colours `#RRGGBB`, opacity 0..1. */
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

/** What was asked for; the finished file may differ (2D output is fixed at 25 fps and may exceed the bit rate). */
export type VideoSettings = {
  codec: string | null;
  width: number | null;
  height: number | null;
  bitrateKbps: number | null;
  frameRate: number | null;
  /** RESIZE or CROP, as MetaStudio names them; another one is shown as it is. */
  clipMode: string | null;
  /** Origin of the cut on the avatar's own canvas, clip mode CROP only. */
  cropX: number | null;
  cropY: number | null;
  subtitles: boolean | null;
  subtitleStyle: SubtitleStyle | null;
  superResolution: boolean | null;
  endAtFirstFrame: boolean | null;
  vocabulary: boolean | null;
};

/** A scene's backdrop; kind as MetaStudio spells it (IMAGE, COLOR, …), boxes on the canvas. */
export type Background = {
  kind: string;
  color: string | null;
  assetId: string | null;
  image: SignedUrl | null;
  box: { x: number; y: number; width: number; height: number } | null;
};

/** One thing on the canvas, bottom first; kind as MetaStudio spells it (HUMAN, IMAGE, VIDEO, TEXT, …). */
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

/** A scene: spoken text (plain or SSML, shown as text, never as HTML) or a recorded voice. */
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
  serverNow: string;
};
