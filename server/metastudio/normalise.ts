import type { z } from 'zod';
import type { Job, JobType } from '../../contract/job.ts';
import { type JobState, jobStates } from '../../contract/state.ts';
import { type DigitalHumanVideo, type ErrorInfo, jobTypes } from '../../wire/job.ts';
import { idPattern } from '../lib/ids.ts';
import { clean } from '../lib/text.ts';
import { rfc3339 } from '../lib/times.ts';
import type { MediaLinks } from './links.ts';

type WireJob = z.output<typeof DigitalHumanVideo>;

/** What normalising needs besides the record: the rules for links, and for whom they are pinned. */
export type LinkContext = { links: MediaLinks; identity: string };

/**
 * A job as the rest of Dailies knows it; null when its id cannot be used in a path, so that nothing could be done
 * with it. Every quirk of the record ends here.
 */
export function normaliseJob(wire: WireJob, context: LinkContext): Job | null {
  if (!idPattern.test(wire.job_id)) return null;
  const state = normaliseState(wire.state);
  const asset = wire.output_asset_config;
  return {
    id: wire.job_id,
    name: some(asset?.asset_name),
    type: normaliseType(wire.job_type),
    state,
    rawState: clean(wire.state ?? '', 64),
    createdAt: rfc3339(wire.create_time),
    startedAt: rfc3339(wire.start_time),
    endedAt: rfc3339(wire.end_time),
    updatedAt: rfc3339(wire.lastupdate_time),
    durationSeconds: positive(wire.duration),
    assetId: assetIdOf(asset?.asset_id),
    // What is frozen is not shown, not even small (Q2).
    cover: state === 'BLOCK' ? null : context.links.pinned(asset?.cover_url, context.identity),
    error: normaliseError(wire.error_info),
  };
}

/**
 * The state, compared exactly: `waiting` or `WAITING ` are not WAITING, and what is not known can never be cancelled
 * (E21). SUCCESS is the second spelling of SUCCEED (Q1).
 */
export function normaliseState(raw: string | null | undefined): JobState {
  if (raw === 'SUCCESS') return 'SUCCEED';
  return jobStates.find((state) => state === raw) ?? 'UNKNOWN';
}

/** Both spellings of the photo type are one (Q3); an absent or unknown type is null (Q4). */
export function normaliseType(raw: string | null | undefined): JobType | null {
  if (raw === jobTypes.avatar2D) return '2d';
  return raw === jobTypes.photo || raw === jobTypes.photoFilter ? 'photo' : null;
}

/** The spelling that the list's filter takes, which for photo jobs is not the one it answers (Q3). */
export function typeFilter(type: JobType): string {
  return type === '2d' ? jobTypes.avatar2D : jobTypes.photoFilter;
}

/** Absent, null and `{}` are all no error (Q10). */
function normaliseError(info: z.output<typeof ErrorInfo> | null | undefined): Job['error'] {
  const code = some(info?.error_code);
  const message = some(info?.error_msg);
  if (code === null && message === null) return null;
  return { code: code && clean(code, 64), message: message && clean(message, 1000) };
}

/** Asset ids go into a path later, so that those which cannot are as good as none. */
function assetIdOf(id: string | null | undefined): string | null {
  return id && idPattern.test(id) ? id : null;
}

/** Text that is there, or null. */
export function some(text: string | null | undefined): string | null {
  return text ? text : null;
}

/** A number that can be a length, or null. */
export function positive(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}
