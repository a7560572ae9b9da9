import type { z } from 'zod';
import type { ListDigitalHumanVideoQuery } from '../../wire/endpoints.ts';
import { jobTypeSpellings } from '../../wire/job.ts';
import { invalidParameter } from '../http/errors.ts';
import type { AvatarType } from '../jobs/record.ts';
import type { JobFilter } from '../jobs/table.ts';
import type { SimulatedWorld } from '../world/world.ts';

type Caller = { world: SimulatedWorld; appUserId: string | null };
type ListCall = Caller & { query: z.output<typeof ListDigitalHumanVideoQuery> };

/** The label of the jobs that a caller sees: null for all jobs, the empty text for those without a label. */
export function visibleLabel({ world, appUserId }: Caller): string | null {
  if (appUserId !== null) return appUserId;
  return world.switches.withoutAppUser === 'everything' ? null : '';
}

/** 30 days: the window of docs/metastudio.md#default-window. */
const defaultWindowMs = 30 * 86_400_000;

/** The filter that a list query asks for. @throws ApiError when a value is not a documented one */
export function jobFilter(call: ListCall): JobFilter {
  const { query } = call;
  checkJobIds(call);
  const ids = [...(query.job_ids ?? []), ...(query.job_id ? [query.job_id] : [])];
  const name = query.asset_name ?? '';
  const fuzzy = query.fuzzy_query_field?.includes('asset_name') ?? false;
  return {
    since: query.create_since ? timeOf(query.create_since) : call.world.now() - defaultWindowMs,
    until: query.create_until ? timeOf(query.create_until) : Infinity,
    states: query.state ? statesOf(query.state) : null,
    type: query.job_type ? typeOf(query.job_type) : null,
    name: name === '' ? null : { text: name, fuzzy },
    scriptId: query.script_id || null,
    jobIds: ids.length === 0 ? null : new Set(ids),
    appUserId: visibleLabel(call),
  };
}

/** @throws ApiError when there are more `job_ids` than the world accepts */
function checkJobIds({ world, query }: ListCall): void {
  const { maxJobIds } = world.switches;
  if (maxJobIds !== null && (query.job_ids?.length ?? 0) > maxJobIds) throw invalidParameter();
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function timeOf(text: string): number {
  const at = isoTime.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw invalidParameter();
  return at;
}

/** Both spellings of success are one state (docs/metastudio.md#success-spelling). */
function statesOf(list: string): ReadonlySet<string> {
  return new Set(list.split(',').map((state) => (state === 'SUCCESS' ? 'SUCCEED' : state.trim())));
}

/**
 * The filter has its own spelling of photo jobs (docs/metastudio.md#photo-type-spelling); the spelling of the replies
 * is refused, to catch clients that mix them up.
 */
function typeOf(text: string): AvatarType {
  if (text === jobTypeSpellings.avatar2D) return '2d';
  if (text === jobTypeSpellings.photoFilter) return 'photo';
  throw invalidParameter();
}
