import type { z } from 'zod';
import type { JobType } from '../../contract/job.ts';
import type { FileState, JobMedia, MediaProblem } from '../../contract/media.ts';
import { isTerminal } from '../../contract/state.ts';
import type { ShowAssetReply } from '../../wire/asset.ts';
import type { MetaStudioClient } from '../metastudio/client.ts';
import { pageRead } from '../metastudio/client.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import type { MediaLinks } from '../metastudio/links.ts';
import { textOrNull } from '../metastudio/normalise.ts';
import { ranges, within } from '../metastudio/plausible.ts';
import type { FreshJob, JobDetails } from './details.ts';

type Asset = z.output<typeof ShowAssetReply>;
/** The asset; `none` when the job has none, `gone` when it was deleted. */
type AssetResult = Asset | 'none' | 'gone';

export type MediaReaderOptions = {
  details: JobDetails;
  client: MetaStudioClient;
  links: MediaLinks;
  /** Asks the store for the file of a link. */
  checkFile: (url: string) => Promise<FileState>;
};

/** Reads the signed links of a job's files, without a cache. */
export class JobMediaReader {
  readonly #details: JobDetails;
  readonly #client: MetaStudioClient;
  readonly #links: MediaLinks;
  readonly #checkFile: (url: string) => Promise<FileState>;

  constructor({ details, client, links, checkFile }: MediaReaderOptions) {
    this.#details = details;
    this.#client = client;
    this.#links = links;
    this.#checkFile = checkFile;
  }

  /**
   * @param check whether to ask the store for the video too
   * @throws UpstreamFault
   */
  async read(
    jobId: string,
    { type: hint, check }: { type: JobType | null; check: boolean },
  ): Promise<JobMedia> {
    const job = await this.#details.fresh(jobId, hint, pageRead);
    const { state, assetId, durationSeconds } = job.detail;
    const media: JobMedia = {
      cover: null,
      video: null,
      downloadUrl: null,
      width: null,
      height: null,
      durationSeconds,
      fileSizeBytes: null,
      problem: null,
      file: null,
    };
    if (state === 'BLOCK') {
      media.problem = 'frozen';
    } else {
      media.cover = this.#links.fresh(job.wire.output_asset_config?.cover_url);
      const asset = state === 'SUCCEED' ? await this.#asset(assetId, job) : 'none';
      this.#fill(media, job, asset);
    }
    // Links come from `#links` alone, which lets none to a host pass that is not allowed.
    if (check && media.video !== null) media.file = await this.#checkFile(media.video.url);
    return media;
  }

  #fill(media: JobMedia, job: FreshJob, result: AssetResult): void {
    if (job.detail.state !== 'SUCCEED') {
      media.problem = isTerminal(job.detail.state) ? 'no_video' : 'not_finished';
      return;
    }
    const asset = typeof result === 'string' ? null : result;
    const main = asset?.files?.find((file) => file.asset_file_category === 'MAIN');
    // A finished job can have an asset that was frozen since; a preview of the same video is not played either.
    if (asset?.asset_state === 'BLOCK' || main?.state === 'BLOCK') {
      media.cover = null;
      media.problem = 'frozen';
      return;
    }
    const facts = asset?.asset_extra_meta?.video_meta;
    media.width = within(ranges.filePixels, facts?.width);
    media.height = within(ranges.filePixels, facts?.height);
    media.durationSeconds = within(ranges.contentSeconds, facts?.duration) ?? media.durationSeconds;
    media.fileSizeBytes = within(ranges.fileBytes, main?.file_size);
    const preview = job.wire.output_asset_config?.preview_video_url;
    const file = this.#links.fresh(main?.download_url);
    media.downloadUrl = file?.url ?? null;
    const previewLink = this.#links.fresh(preview);
    const fileType = textOrNull(main?.file_type);
    if (previewLink) media.video = { ...previewLink, source: 'preview', fileType };
    else if (file) media.video = { ...file, source: 'asset', fileType };
    else media.problem = problemOf(result, Boolean(preview || main?.download_url));
  }

  /** A failed read of the asset is ignored where there is a preview to play. */
  async #asset(assetId: string | null, job: FreshJob): Promise<AssetResult> {
    if (assetId === null) return 'none';
    try {
      const asset = await this.#client.asset(assetId);
      const gone = asset.asset_state === 'DELETED' || asset.asset_state === 'DELETING';
      return gone ? 'gone' : asset;
    } catch (error) {
      if (!(error instanceof UpstreamFault)) throw error;
      // A missing asset is 400 MSS.10001001 (docs/metastudio.md#assets).
      if (error.code === 'job_not_found' || error.upstream?.code === 'MSS.10001001') return 'gone';
      if (job.wire.output_asset_config?.preview_video_url) return 'none';
      throw error;
    }
  }
}

function problemOf(result: AssetResult, hasLink: boolean): MediaProblem {
  if (hasLink) return 'host_not_allowed';
  return result === 'gone' ? 'asset_gone' : 'no_video';
}
