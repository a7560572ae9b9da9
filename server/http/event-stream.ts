import { ProblemError } from '../lib/problem-error.ts';
import type { AppContext } from './env.ts';

/** Streams at one time; beyond these the page polls. */
const maxStreams = 2000;
/** A reader that has this many bytes unsent is cut: it would cost memory without end. */
const maxUnsentBytes = 1024 * 1024;
/** A comment keeps proxies on the way from closing a quiet stream, and tells the page that it lives. */
const beatMs = 20_000;

type Bytes = Uint8Array<ArrayBuffer>;

/** One open stream. */
export type EventSink = { send: (event: Bytes) => void };

type Open = { write: (bytes: Bytes) => void; end: (bytes: Bytes) => void };

/** Headers of a stream. */
export const eventHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Nginx and others would keep events back until their buffer is full.
  'x-accel-buffering': 'no',
};

const encoder = new TextEncoder();
const beat = encoder.encode(': beat\n\n');

/** Bytes of one server-sent event (html.spec.whatwg.org, "Server-sent events"). @param data without line breaks */
export function eventBytes(type: string | null, id: string, data: string): Bytes {
  const name = type === null ? '' : `event: ${type}\n`;
  return encoder.encode(`${name}id: ${id}\ndata: ${data}\n\n`);
}

/** The open streams of server-sent events. */
export class EventStreams {
  readonly #open = new Set<Open>();
  #timer: NodeJS.Timeout | null = null;
  #hasEnded = false;

  get size(): number {
    return this.#open.size;
  }

  /** False when there are too many, and once all have ended. */
  get hasRoom(): boolean {
    return this.#open.size < maxStreams && !this.#hasEnded;
  }

  /** @throws ProblemError `busy` when there is no room */
  assertRoom(): void {
    if (this.hasRoom) return;
    throw new ProblemError('busy', { detail: 'Too many open streams.', retryAfterMs: 5000 });
  }

  /**
   * Answers with a stream.
   *
   * @param isAllowed asked before everything that is sent: the stream ends with the session of its reader
   * @param start called with the stream; returns what is to be done when it has ended
   */
  open(c: AppContext, isAllowed: () => boolean, start: (sink: EventSink) => () => void): Response {
    let close = () => {};
    const body = new ReadableStream<Bytes>(
      {
        start: (controller) => {
          close = this.#add(controller, isAllowed, start);
        },
        cancel: () => close(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: maxUnsentBytes }),
    );
    return c.body(body, 200, eventHeaders);
  }

  /** Ends all streams, with a time for each to come back at, so that not all of them come at once. No new one opens. */
  endAll(): void {
    this.#hasEnded = true;
    for (const one of this.#open) {
      const retry = Math.round(1000 + Math.random() * 7000);
      one.end(encoder.encode(`retry: ${retry}\n\n`));
    }
  }

  #add(
    controller: ReadableStreamDefaultController<Bytes>,
    isAllowed: () => boolean,
    start: (sink: EventSink) => () => void,
  ): () => void {
    let stop = () => {};
    const close = () => {
      if (!this.#open.delete(open)) return;
      stop();
      if (this.#open.size === 0) this.#stopBeating();
    };
    const write = (bytes: Bytes) => {
      if (!this.#open.has(open)) return;
      if (!isAllowed()) return end(new Uint8Array());
      controller.enqueue(bytes);
      if ((controller.desiredSize ?? 0) > 0) return;
      close();
      controller.error(new Error('The reader is too slow.'));
    };
    const end = (bytes: Bytes) => {
      if (!this.#open.has(open)) return;
      if (bytes.byteLength > 0) controller.enqueue(bytes);
      close();
      controller.close();
    };
    const open: Open = { write, end };
    this.#open.add(open);
    this.#startBeating();
    // The first bytes at once: a proxy that keeps them back is found out by their absence.
    write(beat);
    stop = start({ send: write });
    // One that ended with its first event had nothing to stop yet.
    if (!this.#open.has(open)) stop();
    return close;
  }

  #startBeating(): void {
    if (this.#timer) return;
    this.#timer = setInterval(() => {
      for (const { write } of this.#open) write(beat);
    }, beatMs);
    this.#timer.unref();
  }

  #stopBeating(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }
}
