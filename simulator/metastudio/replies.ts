import type { z } from 'zod';
import type { AssetState, ListAssetSummaryReply, ShowAssetReply } from '../../wire/asset.ts';
import type {
  DigitalHumanVideo,
  Show2DDigitalHumanVideoReply,
  ShowPhotoDigitalHumanVideoReply,
} from '../../wire/job.ts';
import { jobTypeSpellings } from '../../wire/job.ts';
import { scriptOf } from '../fiction/script.ts';
import { type Facts, isFinished, type JobRecord } from '../jobs/record.ts';
import { Links } from '../obs/objects.ts';
import type { SimulatedWorld } from '../world/world.ts';

type ListItem = z.input<typeof DigitalHumanVideo>;
type Detail2D = z.input<typeof Show2DDigitalHumanVideoReply>;
type DetailPhoto = z.input<typeof ShowPhotoDigitalHumanVideoReply>;
type Asset = z.input<typeof ShowAssetReply>;
type Summary = NonNullable<z.input<typeof ListAssetSummaryReply>['asset_list']>[number];

/** What a reply is made from; `origin` is the object store's, for links. */
export type View = { world: SimulatedWorld; origin: string };

/** Epoch ms in the form of MetaStudio: whole seconds, UTC. */
function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** Null or undefined: how the world sends a field that has no value yet. */
function emptyValue({ switches }: SimulatedWorld): null | undefined {
  return switches.emptyFields === 'null' ? null : undefined;
}

function jobType(world: SimulatedWorld, record: JobRecord): string | null | undefined {
  const spelling = world.switches.jobType;
  if (spelling === 'absent') return emptyValue(world);
  if (record.type === '2d') return jobTypeSpellings.avatar2D;
  return spelling === 'filter' ? jobTypeSpellings.photoFilter : jobTypeSpellings.photo;
}

function stateText(world: SimulatedWorld, state: string, place: 'list' | 'detail'): string {
  if (!isFinished(state)) return state;
  const { successSpelling } = world.switches;
  if (successSpelling !== 'documented') return successSpelling;
  return place === 'list' ? 'SUCCEED' : 'SUCCESS';
}

/** A job as the list and the details show it. */
export function jobReply(
  view: View,
  record: JobRecord,
  facts: Facts,
  place: 'list' | 'detail',
): ListItem {
  const { world } = view;
  const { state, startedAt, endedAt, updatedAt } = facts;
  const empty = emptyValue(world);
  return {
    job_id: record.jobId,
    state: stateText(world, state, place),
    job_type: jobType(world, record),
    start_time: startedAt === null ? empty : iso(startedAt),
    end_time: endedAt === null ? empty : iso(endedAt),
    duration: isFinished(state) ? world.media.video(record).durationSeconds : empty,
    output_asset_config: outputAsset(view, record, state, place),
    error_info:
      state === 'FAILED' && record.error !== null
        ? { error_code: record.error.code, error_msg: record.error.message }
        : null,
    create_time: iso(record.createdAt),
    lastupdate_time: iso(world.switches.updateTime === 'creation' ? record.createdAt : updatedAt),
  };
}

function outputAsset(
  { world, origin }: View,
  record: JobRecord,
  state: string,
  place: 'list' | 'detail',
): ListItem['output_asset_config'] {
  const links = new Links(world, origin);
  const finished = isFinished(state);
  const hasPreview = finished && record.type === 'photo' && place === 'detail';
  return {
    asset_id: record.assetId,
    asset_name: record.name,
    cover_url: finished ? links.cover(record) : emptyValue(world),
    preview_video_url: hasPreview ? links.video(record) : emptyValue(world),
  };
}

/** The detail of a 2D job, with its configuration when `hasScript`. */
export function detail2D(
  view: View,
  record: JobRecord,
  facts: Facts,
  hasScript: boolean,
): Detail2D {
  const job = jobReply(view, record, facts, 'detail');
  const own = { ...job, script_id: record.scriptId };
  if (!hasScript) return own;
  const parts = scriptOf(record, new Links(view.world, view.origin), view.world.media);
  return {
    ...own,
    video_making_type: 'MODEL',
    model_asset_id: parts.modelAssetId,
    voice_config: parts.voice,
    video_config: parts.video,
    shoot_scripts: parts.scenes,
    ...(parts.music === null ? {} : { background_music_config: parts.music }),
  };
}

/** The detail of a photo job: a picture, but no avatar model, sizes or music (docs/metastudio.md#sizes-missing). */
export function detailPhoto(
  view: View,
  record: JobRecord,
  facts: Facts,
  hasScript: boolean,
): DetailPhoto {
  const job = jobReply(view, record, facts, 'detail');
  const own = { ...job, script_id: record.scriptId };
  if (!hasScript) return own;
  const parts = scriptOf(record, new Links(view.world, view.origin), view.world.media);
  return {
    ...own,
    human_image: view.world.media.human(record.seed).toString('base64'),
    voice_config: parts.voice,
    video_config: {
      codec: 'H264',
      bitrate: parts.video.bitrate,
      frame_rate: parts.video.frame_rate,
    },
    shoot_scripts: parts.scenes.slice(0, 1),
  };
}

const assetStates: Record<string, AssetState> = {
  WAITING: 'CREATING',
  PROCESSING: 'CREATING',
  SUCCEED: 'ACTIVED',
  FAILED: 'FAILED',
  BLOCK: 'BLOCK',
};

function assetStateOf(record: JobRecord, state: string): string {
  return record.assetState ?? assetStates[state] ?? 'UNACTIVED';
}

/** The asset that a job makes. It has files once the job has succeeded; a frozen one keeps them without links. */
export function assetReply(view: View, record: JobRecord): Asset {
  const { world } = view;
  const facts = world.factsOf(record);
  const finished = isFinished(facts.state);
  const blocked = facts.state === 'BLOCK';
  const video = world.media.video(record);
  const property = record.type === 'photo' ? 'PHOTO_VIDEO' : 'DIGITAL_HUMAN_2D_VIDEO';
  return {
    project_id: world.projectId,
    asset_id: record.assetId,
    asset_name: record.name,
    asset_description: '',
    ...(record.appUserId === null ? {} : { app_user_id: record.appUserId }),
    create_time: iso(record.createdAt),
    update_time: iso(facts.updatedAt),
    asset_type: 'VIDEO',
    asset_state: assetStateOf(record, facts.state),
    ...(blocked ? { block_reason_code: 'CONTENT_RISK', reason: 'Frozen after a review' } : {}),
    tags: [],
    ...(finished ? { asset_extra_meta: { video_meta: videoMeta(video) } } : {}),
    system_properties: [
      { key: 'CREATED_BY_PLATFORM', value: 'Yes' },
      { key: property, value: 'Yes' },
    ],
    files: finished || blocked ? files(view, record, blocked) : [],
    asset_order: 0,
    supported_service: [],
  };
}

type Video = ReturnType<SimulatedWorld['media']['video']>;

function videoMeta(video: Video) {
  return {
    video_codec: video.codec,
    width: video.width,
    height: video.height,
    frame_rate: '25',
    video_bit_rate: Math.round((video.bytes * 8) / 1000 / video.durationSeconds),
    duration: Math.round(video.durationSeconds),
    audio_codec: video.codec === 'VP8' ? 'OPUS' : 'AAC',
    audio_bit_rate: 64,
    audio_channels: 1,
    sample: 48000,
    mode: video.width >= video.height ? 'Horizontal' : 'Vertical',
    video_transcoding_status: 'SUCCEEDED',
  };
}

/** A name may have 256 characters, a file name 240 (docs/metastudio.md#numbers). */
const maxFileNameLength = 240;

/** The beginning of a name, cut between code points. */
function fileName(name: string): string {
  return name.slice(0, maxFileNameLength).replace(/[\ud800-\udbff]$/, '');
}

function files({ world, origin }: View, record: JobRecord, blocked: boolean): Asset['files'] {
  const links = new Links(world, origin);
  const video = world.media.video(record);
  const cover = world.media.cover(record);
  const state = blocked ? 'BLOCK' : 'CREATED';
  const name = fileName(record.name);
  return [
    {
      file_id: `${record.assetId.slice(0, 28)}main`,
      file_name: `${name}.${video.container}`,
      file_size: world.media.read(video.file).length,
      file_md5: world.media.md5(video.file).toString('base64'),
      file_type: video.container,
      asset_file_category: 'MAIN',
      ...(blocked ? {} : { download_url: links.video(record) }),
      state,
    },
    {
      file_id: `${record.assetId.slice(0, 28)}covr`,
      file_name: `${name}.${cover.file.split('.').at(-1) ?? ''}`,
      file_size: world.media.read(cover.file).length,
      file_md5: world.media.md5(cover.file).toString('base64'),
      file_type: cover.file.split('.').at(-1) ?? '',
      asset_file_category: 'COVER',
      ...(blocked ? {} : { download_url: links.cover(record) }),
      state,
    },
  ];
}

/** An entry of ListAssetSummary. Thumbnails are not resized here: both links lead to the same picture. */
export function summaryReply({ world, origin }: View, record: JobRecord): Summary {
  const facts = world.factsOf(record);
  const links = new Links(world, origin);
  const finished = isFinished(facts.state);
  return {
    asset_id: record.assetId,
    asset_name: record.name,
    asset_state: assetStateOf(record, facts.state),
    asset_type: 'VIDEO',
    ...(facts.state === 'BLOCK' ? { block_reason_code: 'CONTENT_RISK' } : {}),
    ...(finished ? { cover_url: links.cover(record), thumbnail_url: links.cover(record) } : {}),
  };
}
