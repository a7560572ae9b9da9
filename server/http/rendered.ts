import { createHash } from 'node:crypto';
import type { Stale } from '../../contract/job.ts';
import type { Cached } from '../jobs/cache.ts';
import { isoTime } from '../lib/clock.ts';
import type { AppContext } from './env.ts';

/**
 * A reply that is serialised once and sent many times. Its ETag ignores the times at its end, so an unchanged reply is a
 * 304 whenever it was read.
 */
export type Rendered = {
  etag: string;
  /** The body, with `serverNow` in its last field if it has one. */
  bytes: (serverNow: string) => Uint8Array<ArrayBuffer>;
};

/** Serialises each value once, however often it is sent. */
export class Renderer<T extends object> {
  readonly #rendered = new WeakMap<T, { key: string; reply: Rendered }>();
  readonly #fixed: (value: T, stale: Stale | null) => object;
  readonly #withNow: boolean;

  /**
   * @param fixed the body without its times
   * @param withNow whether the body ends with `serverNow`
   */
  constructor(fixed: (value: T, stale: Stale | null) => object, withNow: boolean) {
    this.#fixed = fixed;
    this.#withNow = withNow;
  }

  render({ value, readAt, stale }: Cached<T>): Rendered {
    const key = `${readAt} ${stale?.since ?? ''} ${stale?.problem.code ?? ''}`;
    const known = this.#rendered.get(value);
    if (known?.key === key) return known.reply;
    const shown = stale && { since: isoTime(stale.since), problem: stale.problem };
    const reply = render(this.#fixed(value, shown), isoTime(readAt), this.#withNow);
    this.#rendered.set(value, { key, reply });
    return reply;
  }
}

const emptyTime = '0000-00-00T00:00:00.000Z';

/** An ISO time always has the same length, so `serverNow` is written in place. */
function render(fixed: object, asOf: string, withNow: boolean): Rendered {
  const head = JSON.stringify(fixed);
  const etag = `W/"${createHash('sha256').update(head).digest('base64url').slice(0, 22)}"`;
  const tail = `,"asOf":"${asOf}"${withNow ? `,"serverNow":"${emptyTime}"` : ''}}`;
  let last = new Uint8Array(Buffer.from(head.slice(0, -1) + tail));
  let lastNow = '';
  const at = last.byteLength - emptyTime.length - 2;
  const bytes = (serverNow: string) => {
    if (withNow && serverNow !== lastNow) {
      // A copy, because the previous bytes may not be sent yet.
      const next = new Uint8Array(last);
      new TextEncoder().encodeInto(serverNow, next.subarray(at));
      last = next;
      lastNow = serverNow;
    }
    return last;
  };
  return { etag, bytes };
}

/** Sends the body, or 304 to a client that has it already. */
export function renderedReply(c: AppContext, rendered: Rendered, serverNow: string): Response {
  const { etag } = rendered;
  if (matchesEtag(c.req.header('if-none-match'), etag)) return c.body(null, 304, { etag });
  const headers = { etag, 'content-type': 'application/json; charset=utf-8' };
  return c.body(rendered.bytes(serverNow), 200, headers);
}

/** Whether If-None-Match has this weak ETag (RFC 9110). */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (!header) return false;
  const opaque = etag.slice(2);
  return header.split(',').some((one) => {
    const tag = one.trim();
    return tag === '*' || tag === etag || tag === opaque;
  });
}
