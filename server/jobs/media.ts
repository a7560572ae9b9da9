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
import { readAssetState } from './asset-state.ts';
import type { FreshJob, JobDetails } from './details.ts';

type Asset = z.output<typeof ShowAssetReply>;
/** The asset whose files may be offered; null with the reason why there is none. */
type AssetResult = { asset: Asset; problem: null } | { asset: null; problem: MediaProblem };

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
      mediaBlocked: false,
      video: null,
      downloadUrl: null,
      width: null,
      height: null,
      durationSeconds,
      fileSizeBytes: null,
      problem: null,
      unknownAssetState: null,
      file: null,
    };
    if (state === 'BLOCK') {
      media.problem = 'frozen';
    } else {
      const coverUrl = job.wire.output_asset_config?.cover_url;
      media.cover = this.#links.fresh(coverUrl);
      media.mediaBlocked = media.cover === null && Boolean(coverUrl);
      if (state === 'SUCCEED') this.#fill(media, job, await this.#asset(assetId, job));
      else media.problem = isTerminal(state) ? 'no_video' : 'not_finished';
    }
    // Links come from `#links` alone, which lets none to a host pass that is not allowed.
    if (check && media.video !== null) media.file = await this.#checkFile(media.video.url);
    return media;
  }

  #fill(media: JobMedia, job: FreshJob, { asset, problem }: AssetResult): void {
    // A finished job can have an asset that was frozen since; a preview of the same video is not played either.
    if (problem === 'frozen') {
      media.cover = null;
      media.problem = problem;
      return;
    }
    const main = asset && mainFileOf(asset);
    media.unknownAssetState = readAssetState(asset?.asset_state, main?.state).unknown;
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
    // A link that there is but that was not passed on leads to another host.
    else if (preview || main?.download_url) media.problem = 'host_not_allowed';
    else media.problem = problem ?? 'no_video';
  }

  /** A failed read of the asset is ignored where there is a preview to play. */
  async #asset(assetId: string | null, job: FreshJob): Promise<AssetResult> {
    if (assetId === null) return { asset: null, problem: 'no_video' };
    try {
      const asset = await this.#client.asset(assetId);
      const { problem } = readAssetState(asset.asset_state, mainFileOf(asset)?.state);
      return problem === null ? { asset, problem } : { asset: null, problem };
    } catch (error) {
      if (!(error instanceof UpstreamFault)) throw error;
      // A missing asset is 400 MSS.10001001 (docs/metastudio.md#assets).
      const isGone = error.code === 'job_not_found' || error.upstream?.code === 'MSS.10001001';
      if (isGone) return { asset: null, problem: 'asset_gone' };
      if (!job.wire.output_asset_config?.preview_video_url) throw error;
      return { asset: null, problem: 'no_video' };
    }
  }
}

function mainFileOf({ files }: Asset) {
  return files?.find((file) => file.asset_file_category === 'MAIN');
}
