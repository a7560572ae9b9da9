import { Hono } from 'hono';
import type { App, AppEnv } from '../http/env.ts';
import { type EventStreams, eventBytes, eventHeaders } from '../http/event-stream.ts';
import type { ListEvent } from '../mirror/job-lists.ts';
import { parseStreamQuery } from './job-query.ts';
import type { JobRouteDependencies } from './jobs.ts';
import { queryOf } from './query-text.ts';

export type StreamRouteDependencies = Pick<JobRouteDependencies, 'jobsOf'> & {
  streams: EventStreams;
};

/** Each event is serialised once, however many streams it goes to. */
const rendered = new WeakMap<ListEvent, Uint8Array<ArrayBuffer>>();

/** The route of the stream: what happens in a list, as server-sent events. */
export function streamRoutes({ jobsOf, streams }: StreamRouteDependencies): App {
  const app: App = new Hono<AppEnv>();
  app.get('/', async (c) => {
    const { query, have } = parseStreamQuery(queryOf(c));
    streams.assertRoom();
    // The body of a reply to HEAD is never read, nor closed.
    if (c.req.method === 'HEAD') return c.body(null, 200, eventHeaders);
    const early: ListEvent[] = [];
    let deliver = (event: ListEvent) => {
      early.push(event);
    };
    const known = c.req.header('last-event-id') ?? have;
    const { lists } = jobsOf(c.get('user'));
    const leave = await lists.watch(query, known, (event) => deliver(event));
    // There is no stream for a list that only MetaStudio can answer; 204 tells a browser not to come back.
    if (!leave) return c.body(null, 204);
    // Others have come while this one waited.
    if (!streams.hasRoom) leave();
    streams.assertRoom();
    return streams.open(c, c.get('visit').lasts, (sink) => {
      deliver = (event) => sink.send(bytesOf(event));
      for (const event of early) deliver(event);
      return leave;
    });
  });
  return app;
}

function bytesOf(event: ListEvent): Uint8Array<ArrayBuffer> {
  const known = rendered.get(event);
  if (known) return known;
  const bytes =
    event.type === 'view'
      ? eventBytes('view', event.list.version, JSON.stringify(event.list))
      : eventBytes(null, event.change.version, JSON.stringify(event.change));
  rendered.set(event, bytes);
  return bytes;
}
