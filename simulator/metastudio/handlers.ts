import type { z } from 'zod';
import type { EndpointName, Endpoints } from '../../wire/endpoints.ts';
import { jobTypes } from '../../wire/job.ts';
import { ApiError, invalidParameter, notFound } from '../http/errors.ts';
import { type AvatarType, factsAt, type JobRecord } from '../jobs/record.ts';
import type { JobFilter } from '../jobs/table.ts';
import type { SimulatedWorld } from '../world/world.ts';
import { disfigure } from './disfigure.ts';
import { assetReply, detail2D, detailPhoto, jobReply, summaryReply } from './replies.ts';

type Parsed<S> = S extends z.ZodType ? z.output<S> : null;
type Reply<S> = S extends z.ZodType ? z.input<S> : null;

/** One call after signature, limits and the reading of its parameters. */
export type Call<N extends EndpointName> = {
  world: SimulatedWorld;
  /** Where links lead to. */
  origin: string;
  params: Readonly<Record<string, string | undefined>>;
  query: z.output<Endpoints[N]['query']>;
  body: Parsed<Endpoints[N]['body']>;
  /** X-App-UserId, null when not sent. */
  appUserId: string | null;
};

/** @throws ApiError for every answer that is not a 200. */
export type Handler<N extends EndpointName> = (call: Call<N>) => Reply<Endpoints[N]['reply']>;

/** One handler for each endpoint of the table: a missing one does not compile. */
export const handlers: { [N in EndpointName]: Handler<N> } = {
  listDigitalHumanVideo: (call) => {
    const { world, query } = call;
    const now = world.now();
    const page = world
      .jobs()
      .page(
        filterOf(call, now),
        { key: query.sort_key ?? 'create_time', descending: query.sort_dir === 'desc' },
        { offset: query.offset ?? 0, limit: query.limit ?? 10 },
        now,
      );
    return {
      count: page.count,
      jobs: page.jobs.map(({ record, facts }) =>
        ugly(record, jobReply(call, record, facts, 'list')),
      ),
    };
  },

  show2DDigitalHumanVideo: (call) => {
    const record = jobOf(call, '2d', unknownJob(call.world));
    const facts = factsAt(record, call.world.now());
    return ugly(record, detail2D(call, record, facts, call.query.show_script === 'true'));
  },

  showPhotoDigitalHumanVideo: (call) => {
    const record = jobOf(call, 'photo', unknownJob(call.world));
    const facts = factsAt(record, call.world.now());
    return ugly(record, detailPhoto(call, record, facts, call.query.show_script === 'true'));
  },

  cancel2DDigitalHumanVideo: (call) => cancel(call, '2d'),
  cancelPhotoDigitalHumanVideo: (call) => cancel(call, 'photo'),

  showAsset: (call) => {
    const record = visible(call, call.world.jobs().ofAsset(call.params.asset_id ?? ''));
    if (record === null || factsAt(record, call.world.now()).state === 'CANCELED') {
      throw new ApiError(400, 'MSS.10001001', 'Asset not found');
    }
    return assetReply(call, record);
  },

  listAssetSummary: (call) => {
    const ids = [...new Set(call.body.asset_ids)];
    // The documents name no limit; a hundred is what one page of jobs can need.
    if (ids.length === 0 || ids.length > 100) throw invalidParameter();
    const records = ids.map((id) => visible(call, call.world.jobs().ofAsset(id)));
    return {
      asset_list: records
        .filter((record) => record !== null)
        .filter((record) => factsAt(record, call.world.now()).state !== 'CANCELED')
        .map((record) => summaryReply(call, record)),
    };
  },
};

type Scope = Pick<Call<EndpointName>, 'world' | 'params' | 'appUserId'>;

/** Odd fields are a record's own wish, so what leaves here is no longer promised to be of the documented shape. */
function ugly<T extends object>(record: JobRecord, reply: T): T {
  return disfigure(record, reply) as T;
}

function visible({ world, appUserId }: Scope, record: JobRecord | null): JobRecord | null {
  const label = scopeOf(world, appUserId);
  return record === null || label === null || (record.appUserId ?? '') === label ? record : null;
}

function scopeOf(world: SimulatedWorld, appUserId: string | null): string | null {
  if (appUserId !== null) return appUserId;
  return world.switches.withoutAppUser === 'everything' ? null : '';
}

function unknownJob(world: SimulatedWorld): ApiError {
  return world.switches.unknownJob === 404 ? notFound() : invalidParameter();
}

function jobOf(call: Scope, type: AvatarType, otherwise: ApiError): JobRecord {
  const record = visible(call, call.world.jobs().job(call.params.job_id ?? ''));
  if (record === null || record.type !== type) throw otherwise;
  return record;
}

function cancel(call: Scope, type: AvatarType): null {
  // Cancel documents no 404: an unknown job, one of the other type and one that has started all look like this.
  const record = jobOf(call, type, invalidParameter());
  if (!call.world.cancel(record.jobId)) throw invalidParameter();
  return null;
}

const month = 30 * 86_400_000;

function filterOf(call: Call<'listDigitalHumanVideo'>, now: number): JobFilter {
  const { query, world, appUserId } = call;
  const ids = [...(query.job_ids ?? []), ...(query.job_id ? [query.job_id] : [])];
  const name = query.asset_name ?? '';
  const fuzzy = query.fuzzy_query_field?.includes('asset_name') ?? false;
  return {
    since: query.create_since ? timeOf(query.create_since) : now - month,
    until: query.create_until ? timeOf(query.create_until) : Infinity,
    states: query.state ? statesOf(query.state) : null,
    type: query.job_type ? typeOf(query.job_type) : null,
    name: name === '' ? null : { text: name, fuzzy },
    scriptId: query.script_id || null,
    jobIds: ids.length === 0 ? null : new Set(ids),
    appUserId: scopeOf(world, appUserId),
  };
}

function timeOf(text: string): number {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(at)) throw invalidParameter();
  return at;
}

/** Both spellings of success are one state (Q1). */
function statesOf(list: string): ReadonlySet<string> {
  return new Set(list.split(',').map((state) => (state === 'SUCCESS' ? 'SUCCEED' : state.trim())));
}

/** The filter has its own spelling for photo jobs (Q3); the one of the replies is refused, to catch who mixes them up. */
function typeOf(text: string): AvatarType {
  if (text === jobTypes.avatar2D) return '2d';
  if (text === jobTypes.photoFilter) return 'photo';
  throw invalidParameter();
}
