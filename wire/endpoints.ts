import { z } from 'zod';
import { ListAssetSummaryBody, ListAssetSummaryReply, ShowAssetReply } from './asset.ts';
import {
  ListDigitalHumanVideoReply,
  Show2DDigitalHumanVideoReply,
  ShowPhotoDigitalHumanVideoReply,
} from './job.ts';

const count = z.coerce.number().int();

/** Query of ListDigitalHumanVideo. Without `create_since` the service answers the last month only (Q13), oldest first (Q11). */
export const ListDigitalHumanVideoQuery = z.object({
  offset: count.min(0).max(2147483647).optional(),
  limit: count.min(1).max(100).optional(),
  state: z.string().optional(),
  sort_key: z.enum(['create_time', 'update_time', 'asset_order']).optional(),
  sort_dir: z.enum(['asc', 'desc']).optional(),
  create_since: z.string().optional(),
  create_until: z.string().optional(),
  asset_name: z.string().optional(),
  fuzzy_query_field: z.array(z.string()).optional(),
  script_id: z.string().optional(),
  job_type: z.string().optional(),
  job_id: z.string().optional(),
  job_ids: z.array(z.string()).optional(),
});

/** Query of both detail calls; the script is left out unless asked for. */
export const ShowScriptQuery = z.object({ show_script: z.enum(['true', 'false']).optional() });

const none = z.object({});

/**
 * Every call that Dailies may make, and no other. `path` is written as documented; `rate` names the tenant's limit that
 * the call counts against (calls per second: see {@link rateLimits}); `reply: null` means a 200 without a body (Q24).
 */
export const endpoints = {
  listDigitalHumanVideo: {
    method: 'GET',
    path: '/v1/{project_id}/digital-human-videos',
    query: ListDigitalHumanVideoQuery,
    body: null,
    reply: ListDigitalHumanVideoReply,
    rate: 'read',
  },
  show2DDigitalHumanVideo: {
    method: 'GET',
    path: '/v1/{project_id}/2d-digital-human-videos/{job_id}',
    query: ShowScriptQuery,
    body: null,
    reply: Show2DDigitalHumanVideoReply,
    rate: 'read',
  },
  showPhotoDigitalHumanVideo: {
    method: 'GET',
    path: '/v1/{project_id}/photo-digital-human-videos/{job_id}',
    query: ShowScriptQuery,
    body: null,
    reply: ShowPhotoDigitalHumanVideoReply,
    rate: 'read',
  },
  cancel2DDigitalHumanVideo: {
    method: 'POST',
    path: '/v1/{project_id}/2d-digital-human-videos/{job_id}/cancel',
    query: none,
    body: null,
    reply: null,
    rate: 'cancel',
  },
  cancelPhotoDigitalHumanVideo: {
    method: 'POST',
    path: '/v1/{project_id}/photo-digital-human-videos/{job_id}/cancel',
    query: none,
    body: null,
    reply: null,
    rate: 'cancel',
  },
  showAsset: {
    method: 'GET',
    path: '/v1/{project_id}/digital-assets/{asset_id}',
    query: none,
    body: null,
    reply: ShowAssetReply,
    rate: 'read',
  },
  listAssetSummary: {
    method: 'POST',
    path: '/v1/{project_id}/digital-assets/summarys',
    query: none,
    body: ListAssetSummaryBody,
    reply: ListAssetSummaryReply,
    rate: 'read',
  },
} as const;

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;

/** Documented limits in calls per second and tenant: North-4, then Shanghai-1 and Singapore (metastudio-api 5.3). */
export const rateLimits = {
  read: { 'cn-north-4': 20, other: 10 },
  cancel: { 'cn-north-4': 5, other: 3 },
} as const;
