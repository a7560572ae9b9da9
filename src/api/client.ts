import { type QueryFunctionContext, replaceEqualDeep } from '@tanstack/react-query';
import type { Problem } from '../../contract/problem.ts';
import { ApiError } from '../lib/api-error.ts';
import { setServerDate } from '../lib/clock.ts';

/** ETag of each reply in the query cache. An entry goes with its reply. */
const etags = new WeakMap<object, string>();

function keepEtag(reply: unknown, etag: string | null | undefined): void {
  if (typeof reply === 'object' && reply !== null && etag) etags.set(reply, etag);
}

function etagOf(reply: unknown): string | undefined {
  return typeof reply === 'object' && reply !== null ? etags.get(reply) : undefined;
}

/**
 * React Query's structural sharing: parts that did not change stay the same objects. The shared copy takes over the ETag
 * of the reply; a copy that the page changed itself has none and is read again in full.
 */
export function shareReply(previous: unknown, reply: unknown): unknown {
  const shared = replaceEqualDeep(previous, reply);
  keepEtag(shared, etagOf(reply));
  return shared;
}

async function send(request: Promise<Response>): Promise<Response> {
  try {
    return await request;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError('offline', 0);
  }
}

function isJson(response: Response): boolean {
  return /[/+]json\b/.test(response.headers.get('content-type') ?? '');
}

async function failure(response: Response): Promise<ApiError> {
  // The reply is not from the proxy but from something in between: a captive portal, a company gateway.
  // A 401 of a proxy that signs people in means the same as ours.
  if (!isJson(response)) {
    return new ApiError(
      response.status === 401 ? 'unauthenticated' : 'not_dailies',
      response.status,
    );
  }
  const problem: Problem = await response.json();
  return new ApiError(problem.code, response.status, problem);
}

/** Sets the clock by a reply that has just arrived. */
function learnTime(response: Response): void {
  const date = response.headers.get('date');
  if (date !== null) setServerDate(date);
}

/**
 * Reads JSON of our own proxy for a query. The body has the contract's type and is not parsed again in the browser
 * (docs/decisions/0004-small-first-load.md). A 304 returns the very object in the query cache, and nothing renders again.
 *
 * @throws {ApiError} for every status but 200 and 304, and when nothing (or something else) answers.
 */
export async function getJson<T>(
  path: string,
  { client, queryKey, signal }: QueryFunctionContext,
): Promise<T> {
  const cached = client.getQueryData<T>(queryKey);
  const cachedEtag = etagOf(cached);
  const headers = new Headers({ Accept: 'application/json' });
  if (cachedEtag !== undefined) headers.set('If-None-Match', cachedEtag);
  const response = await send(fetch(path, { headers, signal }));
  learnTime(response);
  if (response.status === 304 && cached !== undefined) return cached;
  if (!response.ok) throw await failure(response);
  if (!isJson(response)) throw new ApiError('not_dailies', response.status);
  const body: T = await response.json();
  keepEtag(body, response.headers.get('etag'));
  return body;
}

/**
 * Sends a change, once: no retry. The browser finishes the request even when the tab is closed.
 *
 * @throws {ApiError} like {@link getJson}.
 */
export async function sendJson<T>(
  method: 'POST' | 'DELETE',
  path: string,
  body: unknown,
): Promise<T | null> {
  const response = await send(
    fetch(path, {
      method,
      keepalive: true,
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-Dailies': '1' },
      body: JSON.stringify(body),
    }),
  );
  if (!response.ok) throw await failure(response);
  if (response.status === 204) return null;
  if (!isJson(response)) throw new ApiError('not_dailies', response.status);
  const reply: T = await response.json();
  return reply;
}
