import type { SignedUrl } from './job.ts';

/** Why there is no video to play, in order of what to say first. */
export const mediaProblems = [
  /** The job has not finished, so there is nothing yet. */
  'not_finished',
  /** The job finished, but MetaStudio names no video for it. */
  'no_video',
  /** Job or asset is frozen (BLOCK): its files cannot be viewed. */
  'frozen',
  /** The asset was deleted, or MetaStudio no longer finds it. */
  'asset_gone',
  /** The link leads to a host that is not among MEDIA_HOSTS. */
  'host_not_allowed',
] as const;

export type MediaProblem = (typeof mediaProblems)[number];

/** Reply of `GET /api/jobs/{jobId}/media`: links signed just now, never from a cache. */
export type JobMedia = {
  cover: SignedUrl | null;
  /** `preview` is the photo job's preview_video_url, `asset` the MAIN file of the finished asset. */
  video: (SignedUrl & { source: 'preview' | 'asset'; fileType: string | null }) | null;
  /** Link to the finished file for downloading; OBS answers it as an attachment. */
  downloadUrl: string | null;
  /** Facts of the finished file, where the asset tells them. */
  width: number | null;
  height: number | null;
  durationSeconds: number | null;
  fileSizeBytes: number | null;
  problem: MediaProblem | null;
  serverNow: string;
};

/**
 * The object a signed link leads to: host and path without the signature. Two links of the same object differ in
 * their query only (metastudio-api Q9), so this is what pictures and players are pinned by.
 */
export function mediaObject(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
