import type { Problem } from '../../contract/problem.ts';
import { ApiError } from '../lib/api-error.ts';
import { setServerNow } from '../lib/clock.ts';

type Copy = { etag: string; body: unknown };

/** Last reply of each path that carried an ETag, so that an unchanged poll costs no body and stays the same object. */
const copies = new Map<string, Copy>();
const MAX_COPIES = 60;

function remember(path: string, copy: Copy): void {
  copies.delete(path);
  copies.set(path, copy);
  const oldest = copies.size > MAX_COPIES ? copies.keys().next().value : undefined;
  if (oldest !== undefined) copies.delete(oldest);
}

/** Forgets every reply: after signing in as somebody else nothing old may be shown again. */
export function forgetCopies(): void {
  copies.clear();
}

function takeEarly(path: string): Promise<Response> | undefined {
  if (typeof window === 'undefined') return undefined;
  const early = window.dailiesEarly?.get(path);
  window.dailiesEarly?.delete(path);
  return early;
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
  // Something between here and the proxy answered instead: a captive portal, a company gateway.
  if (!isJson(response)) return new ApiError('not_dailies', response.status);
  const problem: Problem = await response.json();
  return new ApiError(problem.code, response.status, problem);
}

/** Learns the server's time from a body that has just arrived; an older one, kept for its ETag, would turn it back. */
function learnTime(body: unknown): void {
  if (typeof body !== 'object' || body === null || !('serverNow' in body)) return;
  if (typeof body.serverNow === 'string') setServerNow(body.serverNow);
}

/**
 * Reads JSON of our own proxy, typed by the contract that it promises.
 * An unchanged reply (304) is the very object of the last time.
 *
 * @throws {ApiError} for every status but 200 and 304, and when nothing (or something else) answers.
 */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const copy = copies.get(path);
  const headers = new Headers({ Accept: 'application/json' });
  if (copy !== undefined) headers.set('If-None-Match', copy.etag);
  const response = await send(
    takeEarly(path) ?? fetch(path, { headers, ...(signal === undefined ? {} : { signal }) }),
  );
  // The contract types our own proxy's replies; the browser does not parse them again (house: "parses nothing heavy").
  if (response.status === 304 && copy !== undefined) return copy.body as T;
  if (!response.ok) throw await failure(response);
  if (!isJson(response)) throw new ApiError('not_dailies', response.status);
  const body: T = await response.json();
  learnTime(body);
  const etag = response.headers.get('etag');
  if (etag !== null) remember(path, { etag, body });
  return body;
}

/**
 * Sends a change. Never repeated by itself, and finished by the browser even when the tab is closed.
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
