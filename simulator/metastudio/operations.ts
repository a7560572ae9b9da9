import type { z } from 'zod';
import {
  type EndpointName,
  type Endpoints,
  endpoints,
  type ListDigitalHumanVideoQuery,
  maxListLimit,
} from '../../wire/endpoints.ts';
import { ApiError, invalidParameter, notFound } from '../http/errors.ts';
import type { AvatarType, JobRecord } from '../jobs/record.ts';
import type { JobOrder } from '../jobs/table.ts';
import type { SimulatedWorld } from '../world/world.ts';
import { jobFilter, visibleLabel } from './job-filter.ts';
import { type Parameters, parameters, parsed } from './parameters.ts';
import { assetReply, detail2D, detailPhoto, jobReply, summaryReply } from './replies.ts';

/** A call that has passed signature and limits. */
type Call = {
  world: SimulatedWorld;
  /** The origin of the object store, for links. */
  origin: string;
  params: Readonly<Record<string, string | undefined>>;
  /** X-App-UserId, null when not sent. */
  appUserId: string | null;
};

/** A call before its query and body are checked. */
export type UncheckedCall = Call & { queries: Parameters; json: () => unknown };

type ListCall = Call & { query: z.output<typeof ListDigitalHumanVideoQuery> };

type Reply<R> = R extends z.ZodType ? z.input<R> : null;

/** An endpoint of the wire table with the code that answers it. */
export type Operation<E = Endpoints[EndpointName]> = {
  endpoint: E;
  /** The reply's JSON, null for a 200 without a body. @throws ApiError for every other reply */
  answer: (call: UncheckedCall) => unknown;
};

function operation<E, Q extends z.ZodObject, R>(
  endpoint: E & { query: Q; body: null; reply: R },
  handler: (call: Call & { query: z.output<Q> }) => Reply<R>,
): Operation<E> {
  const schema: Q = endpoint.query;
  const answer = (call: UncheckedCall) =>
    handler({ ...call, query: parsed(schema, parameters(schema, call.queries)) });
  return { endpoint, answer };
}

function operationWithBody<E, B extends z.ZodType, R>(
  endpoint: E & { body: B; reply: R },
  handler: (call: Call & { body: z.output<B> }) => Reply<R>,
): Operation<E> {
  const schema: B = endpoint.body;
  return { endpoint, answer: (call) => handler({ ...call, body: parsed(schema, call.json()) }) };
}

/** One operation for each endpoint: a missing one does not compile. */
export const operations: { [N in EndpointName]: Operation<Endpoints[N]> } = {
  listDigitalHumanVideo: operation(endpoints.listDigitalHumanVideo, (call) => {
    const { world, query } = call;
    const order = listOrder(call);
    const slice = { offset: query.offset ?? 0, limit: query.limit ?? defaultListLimit };
    const page = world.page(jobFilter(call), order, slice);
    return {
      count: page.count,
      jobs: page.jobs.map(({ record, facts }) => jobReply(call, record, facts, 'list')),
    };
  }),

  show2DDigitalHumanVideo: operation(endpoints.show2DDigitalHumanVideo, (call) => {
    const record = jobOf(call, '2d', unknownJob(call.world));
    const facts = call.world.factsOf(record);
    return detail2D(call, record, facts, call.query.show_script === 'true');
  }),

  showPhotoDigitalHumanVideo: operation(endpoints.showPhotoDigitalHumanVideo, (call) => {
    const record = jobOf(call, 'photo', unknownJob(call.world));
    const facts = call.world.factsOf(record);
    return detailPhoto(call, record, facts, call.query.show_script === 'true');
  }),

  cancel2DDigitalHumanVideo: operation(endpoints.cancel2DDigitalHumanVideo, (call) =>
    cancel(call, '2d'),
  ),

  cancelPhotoDigitalHumanVideo: operation(endpoints.cancelPhotoDigitalHumanVideo, (call) =>
    cancel(call, 'photo'),
  ),

  showAsset: operation(endpoints.showAsset, (call) => {
    const record = assetOf(call, call.params.asset_id ?? '');
    if (record === null) throw new ApiError(400, 'MSS.10001001', 'Asset not found');
    return assetReply(call, record);
  }),

  listAssetSummary: operationWithBody(endpoints.listAssetSummary, (call) => {
    const ids = [...new Set(call.body.asset_ids)];
    if (ids.length === 0 || ids.length > maxAssetIds) throw invalidParameter();
    return {
      asset_list: ids
        .map((id) => assetOf(call, id))
        .filter((record) => record !== null)
        .map((record) => summaryReply(call, record)),
    };
  }),
};

/** Oldest first unless the call asks for another order (docs/metastudio.md#oldest-first). */
function listOrder({ world, query }: ListCall): JobOrder {
  const key = query.sort_key ?? 'create_time';
  const isFrozen = key === 'update_time' && world.switches.updateTime === 'creation';
  return { key: isFrozen ? 'create_time' : key, descending: query.sort_dir === 'desc' };
}

/** The limit of a list call that names none (docs/metastudio.md#list-query). */
export const defaultListLimit = 10;

/** The documents name no limit; this is what one page of jobs can need. */
const maxAssetIds = maxListLimit;

function visible(call: Call, record: JobRecord | null): JobRecord | null {
  const label = visibleLabel(call);
  return record === null || label === null || (record.appUserId ?? '') === label ? record : null;
}

/** The job that makes an asset; null when there is none that the caller sees, or it was cancelled. */
function assetOf(call: Call, assetId: string): JobRecord | null {
  const record = visible(call, call.world.jobs().ofAsset(assetId));
  if (record === null || call.world.factsOf(record).state === 'CANCELED') return null;
  return record;
}

function unknownJob(world: SimulatedWorld): ApiError {
  return world.switches.unknownJob === 404 ? notFound() : invalidParameter();
}

/** The job that a call names. @throws `otherwise` when the caller sees no such job of this type */
function jobOf(call: Call, type: AvatarType, otherwise: ApiError): JobRecord {
  const record = visible(call, call.world.jobs().job(call.params.job_id ?? ''));
  if (record === null || record.type !== type) throw otherwise;
  return record;
}

function cancel(call: Call, type: AvatarType): null {
  // Cancel documents no 404: an unknown job, one of the other type and one that has started are refused alike.
  const record = jobOf(call, type, invalidParameter());
  if (!call.world.cancel(record.jobId)) throw invalidParameter();
  return null;
}
