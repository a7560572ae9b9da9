import { signatureOf, toSdkDate } from '../auth/signature.ts';
import type { World } from '../world/world-api.ts';

/** A signed call without its path; `at` is the signing time in epoch ms. */
export type SignedCall = {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  at?: number;
  signal?: AbortSignal | null;
  /** How to send it; over HTTP when left out. */
  send?: (url: string, init: RequestInit) => Promise<Response>;
};

/** Sends a request signed with a world's keys: the client of the simulator's tests. */
export function signedFetch(
  origin: string,
  world: Pick<World, 'ak' | 'sk' | 'projectId'>,
  target: string,
  {
    method = 'GET',
    headers = {},
    body = '',
    at = Date.now(),
    signal = null,
    send = fetch,
  }: SignedCall = {},
): Promise<Response> {
  const signed: Record<string, string> = {
    'content-type': 'application/json',
    host: new URL(origin).host,
    'x-project-id': world.projectId,
    'x-sdk-date': toSdkDate(at),
    ...headers,
  };
  const names = Object.keys(signed).sort((a, b) => (a < b ? -1 : 1));
  const request = { method, target, headers: signed, body: Buffer.from(body) };
  const signature = signatureOf(request, names, world.sk);
  const authorization = `SDK-HMAC-SHA256 Access=${world.ak}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  const { host: _, ...rest } = signed;
  return send(`${origin}${target}`, {
    method,
    headers: { ...rest, authorization },
    redirect: 'manual',
    signal,
    ...(body === '' ? {} : { body }),
  });
}
