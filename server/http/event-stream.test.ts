import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { EventReader } from '../testing/event-reader.ts';
import type { AppEnv } from './env.ts';
import { type EventSink, EventStreams, eventBytes } from './event-stream.ts';

/** Opens a stream; `sink` sends to it, `stops` counts how often it was told to stop. */
async function open(streams: EventStreams, isAllowed: () => boolean = () => true) {
  const app = new Hono<AppEnv>();
  const sinks: EventSink[] = [];
  let stops = 0;
  app.get('/', (c) =>
    streams.open(c, isAllowed, (sink) => {
      sinks.push(sink);
      sink.send(eventBytes(null, 'e.1', 'first'));
      return () => stops++;
    }),
  );
  const events = new EventReader(await app.request('/'));
  return {
    events,
    send: (data: string) => sinks[0]?.send(eventBytes('view', 'e.2', data)),
    stops: () => stops,
  };
}

describe('a stream', () => {
  it('sends events with their type, id and data', async () => {
    const { events, send } = await open(new EventStreams());
    send('{"a":1}');
    expect(await events.next()).toMatchObject({ event: null, id: 'e.1', data: 'first' });
    expect(await events.next()).toMatchObject({ event: 'view', id: 'e.2', data: '{"a":1}' });
  });

  it('stops once when its reader leaves, and sends nothing more', async () => {
    const streams = new EventStreams();
    const { events, send, stops } = await open(streams);
    await events.close();
    await events.close();
    send('late');
    expect([streams.size, stops()]).toEqual([0, 1]);
  });

  it('stops when its reader may not read any more', async () => {
    const streams = new EventStreams();
    let isAllowed = true;
    const { events, send, stops } = await open(streams, () => isAllowed);
    isAllowed = false;
    send('secret');
    expect(await events.next()).toMatchObject({ data: 'first' });
    expect(await events.next()).toBeNull();
    expect([streams.size, stops()]).toEqual([0, 1]);
  });

  it('stops although its reader might not read from the beginning', async () => {
    const streams = new EventStreams();
    const { events, stops } = await open(streams, () => false);
    expect(await events.next()).toBeNull();
    expect([streams.size, stops()]).toEqual([0, 1]);
  });
});
