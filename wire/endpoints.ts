import { z } from 'zod';
import { ListAssetSummaryBody, ListAssetSummaryReply, ShowAssetReply } from './asset.ts';
import {
  ListDigitalHumanVideoReply,
  Show2DDigitalHumanVideoReply,
  ShowPhotoDigitalHumanVideoReply,
} from './job.ts';

const wholeNumber = z.coerce.number().int();

/** Largest `limit` and `offset` of the list (docs/metastudio.md#list-query). */
export const maxListLimit = 100;
export const maxListOffset = 2_147_483_647;

/**
 * Query of ListDigitalHumanVideo. Without `create_since` the reply covers the last month only
 * (docs/metastudio.md#default-window), oldest first (docs/metastudio.md#oldest-first).
 */
export const ListDigitalHumanVideoQuery = z.object({
  offset: wholeNumber.min(0).max(maxListOffset).optional(),
  limit: wholeNumber.min(1).max(maxListLimit).optional(),
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

/** Query of both detail calls; the default is a reply without the script. */
export const ShowScriptQuery = z.object({ show_script: z.enum(['true', 'false']).optional() });

const noQuery = z.object({});

/**
 * Every call that Dailies may make, and no other. `path` is written as documented; `rate` names the limit of
 * {@link rateLimits} that the call counts against; `reply: null` means a 200 without a body
 * (docs/metastudio.md#empty-success-body).
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
    query: noQuery,
    body: null,
    reply: null,
    rate: 'cancel',
  },
  cancelPhotoDigitalHumanVideo: {
    method: 'POST',
    path: '/v1/{project_id}/photo-digital-human-videos/{job_id}/cancel',
    query: noQuery,
    body: null,
    reply: null,
    rate: 'cancel',
  },
  showAsset: {
    method: 'GET',
    path: '/v1/{project_id}/digital-assets/{asset_id}',
    query: noQuery,
    body: null,
    reply: ShowAssetReply,
    rate: 'read',
  },
  listAssetSummary: {
    method: 'POST',
    path: '/v1/{project_id}/digital-assets/summarys',
    query: noQuery,
    body: ListAssetSummaryBody,
    reply: ListAssetSummaryReply,
    rate: 'read',
  },
} as const;

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;

/** Documented limits in calls per second and tenant; `other` is Shanghai-1 and Singapore (docs/metastudio.md#rate-limits). */
export const rateLimits = {
  read: { 'cn-north-4': 20, other: 10 },
  cancel: { 'cn-north-4': 5, other: 3 },
} as const;
