import type { z } from 'zod';
import { idPattern } from '../../contract/ids.ts';
import type { Job, JobType } from '../../contract/job.ts';
import { type JobState, jobStates } from '../../contract/state.ts';
import { type DigitalHumanVideo, type ErrorInfo, jobTypeSpellings } from '../../wire/job.ts';
import { singleLine } from '../lib/text.ts';
import type { MediaLinks } from './links.ts';
import { plausibleTime, ranges, within } from './plausible.ts';

type WireJob = z.output<typeof DigitalHumanVideo>;

/** What normalising needs besides the record: the links, and the present time in ms. */
export type NormaliseContext = { links: MediaLinks; now: () => number };

/**
 * The `Job` of a record of MetaStudio (docs/metastudio.md#quirks); null when its id cannot be used in a path, because no
 * call could then be made for it.
 */
export function normaliseJob(wire: WireJob, context: NormaliseContext): Job | null {
  if (!idPattern.test(wire.job_id)) return null;
  const state = normaliseState(wire.state);
  const asset = wire.output_asset_config;
  const time = (text: string | null | undefined) => plausibleTime(text, context.now());
  // The picture of a frozen job is not shown either (docs/metastudio.md#frozen).
  const coverUrl = state === 'BLOCK' ? null : asset?.cover_url;
  const cover = context.links.pinned(coverUrl);
  return {
    id: wire.job_id,
    name: textOrNull(asset?.asset_name),
    type: normaliseType(wire.job_type),
    state,
    rawState: singleLine(wire.state ?? '', 64),
    createdAt: time(wire.create_time),
    startedAt: time(wire.start_time),
    endedAt: time(wire.end_time),
    updatedAt: time(wire.lastupdate_time),
    durationSeconds: within(ranges.contentSeconds, wire.duration),
    assetId: assetIdOf(asset?.asset_id),
    cover,
    mediaBlocked: cover === null && Boolean(coverUrl),
    error: normaliseError(wire.error_info),
    usual: null,
    late: false,
  };
}

/**
 * The state, compared exactly: `waiting` and `WAITING ` are UNKNOWN, which cannot be cancelled
 * (docs/promises.md#unknown-states). SUCCESS is a second spelling of SUCCEED (docs/metastudio.md#success-spelling).
 */
export function normaliseState(raw: string | null | undefined): JobState {
  if (raw === 'SUCCESS') return 'SUCCEED';
  return jobStates.find((state) => state === raw) ?? 'UNKNOWN';
}

/** The job type for any of its spellings; null when it is absent or unknown (docs/metastudio.md#missing-job-type). */
export function normaliseType(raw: string | null | undefined): JobType | null {
  if (raw === jobTypeSpellings.avatar2D) return '2d';
  return raw === jobTypeSpellings.photo || raw === jobTypeSpellings.photoFilter ? 'photo' : null;
}

/** The spelling of the type that the list's filter takes (docs/metastudio.md#photo-type-spelling). */
export function typeFilter(type: JobType): string {
  return type === '2d' ? jobTypeSpellings.avatar2D : jobTypeSpellings.photoFilter;
}

/** Absent, null and `{}` mean no error (docs/metastudio.md#no-error-forms). */
function normaliseError(info: z.output<typeof ErrorInfo> | null | undefined): Job['error'] {
  const code = textOrNull(info?.error_code);
  const message = textOrNull(info?.error_msg);
  if (code === null && message === null) return null;
  return { code: code && singleLine(code, 64), message: message && singleLine(message, 1000) };
}

/** Null for an id that cannot be used in a path. */
function assetIdOf(id: string | null | undefined): string | null {
  return id && idPattern.test(id) ? id : null;
}

/** The text; null when it is absent or empty. */
export function textOrNull(text: string | null | undefined): string | null {
  return text ? text : null;
}
