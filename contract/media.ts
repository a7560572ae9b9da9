import type { SignedUrl } from './job.ts';

/** Why there is no video to play, the most important reason first. */
export const mediaProblems = [
  /** The job has not finished. */
  'not_finished',
  /** The job has ended without a video. */
  'no_video',
  /** The job or its asset is frozen (BLOCK): its files cannot be viewed. */
  'frozen',
  /** The asset was deleted, or MetaStudio does not find it. */
  'asset_gone',
  /** The asset is waiting to be deleted. */
  'asset_expiring',
  /** The asset or its file is not finished or still in review, although the job has ended. */
  'asset_creating',
  /** The asset or its file failed, as after a review. */
  'asset_failed',
  /** The asset is not activated. */
  'asset_inactive',
  /** The link's host is not one of MEDIA_HOSTS. */
  'host_not_allowed',
] as const;

export type MediaProblem = (typeof mediaProblems)[number];

/**
 * What the proxy found when it asked the object store for the first byte of the video: a browser's player reports a refused
 * link, an empty file and an unknown format all alike.
 */
export type FileState =
  /** There is a file, and the link works. */
  | 'readable'
  /** The store answered, without the file. */
  | 'refused'
  /** The file has no bytes. */
  | 'empty'
  /** The store did not answer, or broke off before the first byte. */
  | 'unreachable';

/** Reply of `GET /api/jobs/{jobId}/media`: links signed for this request, never from a cache. */
export type JobMedia = {
  cover: SignedUrl | null;
  /** True when there is a cover at a place that is not allowed. */
  mediaBlocked: boolean;
  /** `source` is `preview` for a photo job's preview, `asset` for the main file of the finished asset. */
  video: (SignedUrl & { source: 'preview' | 'asset'; fileType: string | null }) | null;
  /** Link to the finished file for downloading; the object store sends it as an attachment. */
  downloadUrl: string | null;
  /** Facts about the finished file; null where the asset does not have them. */
  width: number | null;
  height: number | null;
  durationSeconds: number | null;
  fileSizeBytes: number | null;
  problem: MediaProblem | null;
  /** The state of the asset, or of its main file, as MetaStudio spells it, if that is none of those documented. */
  unknownAssetState: string | null;
  /** Null when there is no video, or the request did not ask for the check (`?check=true`). */
  file: FileState | null;
};

/**
 * The object of a signed link: its URL without the query. Two links of one object differ in their query only
 * (docs/metastudio.md#link-text-changes), so pictures and players are pinned by this.
 */
export function mediaObject(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
