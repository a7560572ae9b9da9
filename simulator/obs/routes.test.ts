import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ShowAssetReply } from '../../wire/asset.ts';
import { type Simulator, startSimulator, type World } from '../simulator.ts';
import { signedFetch } from '../testing/signed-client.ts';
import { linkSignature, stringToSign } from './links.ts';
import { rangeOf } from './range.ts';

let simulator: Simulator;
let world: World;
let cover = '';
let video = '';

beforeAll(async () => {
  simulator = await startSimulator({ jobs: 0 });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  world = simulator.createWorld({ urlTtlSeconds: 60 });
  ({ cover, video } = await linksOf(world, world.addJob({}).assetId));
});

async function linksOf(of: World, assetId: string) {
  const path = `/v1/${of.projectId}/digital-assets/${assetId}`;
  const asset = ShowAssetReply.parse(await (await signedFetch(simulator.url, of, path)).json());
  const link = (kind: string) =>
    asset.files?.find((file) => file.asset_file_category === kind)?.download_url ?? '';
  return { cover: link('COVER'), video: link('MAIN') };
}

/** A link to the same object, signed for another verb or with more parameters. */
function resigned(url: string, verb: string, extra: [string, string][]): string {
  const link = new URL(url);
  const key = link.pathname.split('/').slice(2).join('/');
  const expires = link.searchParams.get('Expires') ?? '';
  const text = stringToSign(verb, { bucket: 'sim-metastudio', key }, expires, extra);
  for (const [name, value] of extra) link.searchParams.set(name, value);
  link.searchParams.set('Signature', linkSignature(text, world.sk));
  return link.href;
}

async function refusal(url: string, init?: RequestInit) {
  const response = await fetch(url, init);
  const xml = await response.text();
  expect(response.headers.get('content-type')).toBe('application/xml');
  return { status: response.status, code: /<Code>(.*)<\/Code>/.exec(xml)?.[1], xml };
}

it('serves a whole object as a download, without CORS headers', async () => {
  const response = await fetch(video, { headers: { origin: 'http://example.test' } });
  const bytes = await response.arrayBuffer();
  expect(response.status).toBe(200);
  expect(bytes.byteLength).toBe(Number(response.headers.get('content-length')));
  expect(response.headers.get('content-type')).toMatch(/^video\//);
  expect(response.headers.get('content-disposition')).toBe('attachment');
  expect(response.headers.get('server')).toBe('OBS');
  expect(response.headers.get('x-obs-request-id')).toMatch(/^\w{32}$/);
  expect(response.headers.get('etag')).toMatch(/^"\w{32}"$/);
  expect(response.headers.get('last-modified')).not.toBeNull();
  const cors = [...response.headers.keys()].filter((name) => name.startsWith('access-control'));
  expect(cors).toEqual([]);
});

it('serves no attachment when that is switched off', async () => {
  const other = simulator.createWorld({ switches: { attachment: false } });
  const links = await linksOf(other, other.addJob({}).assetId);
  expect((await fetch(links.cover)).headers.has('content-disposition')).toBe(false);
});

describe('links', () => {
  it('expire on the world’s clock', async () => {
    expect((await fetch(cover)).status).toBe(200);
    world.advanceClock(61);
    const gone = await refusal(cover);
    expect(gone).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(gone.xml).toContain('Request has expired');
  });

  it('are valid for their verb only, and a HEAD is refused without a body', async () => {
    const head = await fetch(cover, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([403, '']);
    const right = await fetch(resigned(cover, 'HEAD', []), { method: 'HEAD' });
    expect([right.status, await right.text()]).toEqual([200, '']);
    expect(Number(right.headers.get('content-length'))).toBeGreaterThan(0);
    expect((await fetch(cover, { method: 'POST' })).status).toBe(405);
  });

  it('are refused when a signed part is altered, and only then', async () => {
    const altered = (change: (url: URL) => void) => {
      const url = new URL(cover);
      change(url);
      return url.href;
    };
    const later = altered((url) => url.searchParams.set('Expires', '4102444800'));
    expect(await refusal(later)).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    const process = altered((url) => url.searchParams.set('x-image-process', 'image/resize,w_9'));
    expect(await refusal(process)).toMatchObject({ code: 'SignatureDoesNotMatch' });
    const unlisted = altered((url) => url.searchParams.set('_r', '2'));
    expect((await fetch(unlisted)).status).toBe(200);
    const amazon = cover.replace('AccessKeyId', 'AWSAccessKeyId');
    expect((await fetch(amazon)).status).toBe(200);
  });

  it.each([
    ['no signature', (url: URL) => url.searchParams.delete('Signature'), 403, 'AccessDenied'],
    ['odd expiry', (url: URL) => url.searchParams.set('Expires', 'soon'), 403, 'AccessDenied'],
    [
      'unknown key',
      (url: URL) => url.searchParams.set('AccessKeyId', 'X'),
      403,
      'InvalidAccessKeyId',
    ],
  ])('are refused: %s', async (_, change, status, code) => {
    const url = new URL(cover);
    change(url);
    expect(await refusal(url.href)).toMatchObject({ status, code });
  });

  it('to an unknown key are answered with 404', async () => {
    const link = resigned(cover.replace(/\w{32}\.\w+\?/, 'none.png?'), 'GET', []);
    expect(await refusal(link)).toMatchObject({ status: 404, code: 'NoSuchKey' });
  });

  it('to the files of an unfinished job are answered with 404', async () => {
    const { jobId, assetId } = world.addJob({});
    const links = await linksOf(world, assetId);
    expect((await fetch(links.video)).status).toBe(200);
    world.editJob(jobId, { finishInSeconds: 100 });
    expect(await refusal(links.video)).toMatchObject({ status: 404, code: 'NoSuchKey' });
  });

  it('set the disposition that they sign', async () => {
    const disposition = 'attachment; filename="video 1.mp4"';
    const link = resigned(video, 'GET', [['response-content-disposition', disposition]]);
    expect((await fetch(link)).headers.get('content-disposition')).toBe(disposition);
  });
});

describe('ranges and conditions', () => {
  it.each([
    [undefined, null],
    ['bytes=0-0', { from: 0, to: 0 }],
    ['bytes=10-', { from: 10, to: 99 }],
    ['bytes=10-500', { from: 10, to: 99 }],
    ['bytes=-5', { from: 95, to: 99 }],
    ['bytes=-500', { from: 0, to: 99 }],
    ['bytes=100-', 'beyond'],
    ['bytes=100-200', 'beyond'],
    ['bytes=-0', 'beyond'],
    ['bytes=9-3', null],
    ['bytes=a-b', null],
    ['bytes=-', null],
    ['bytes=0-1,4-5', null],
    ['chars=0-1', null],
  ])('reads the range %s of 100 bytes', (header, expected) => {
    expect(rangeOf(header, 100)).toEqual(expected);
  });

  it('answers 206 with exactly the requested bytes, and 416 with the size', async () => {
    const whole = Buffer.from(await (await fetch(video)).arrayBuffer());
    const part = await fetch(video, { headers: { range: 'bytes=100-199' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${whole.length}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(100, 200));
    const beyond = await fetch(video, { headers: { range: `bytes=${whole.length}-` } });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${whole.length}`);
  });

  it('answers 304 when the client’s copy is current, and 412 when a precondition fails', async () => {
    const first = await fetch(cover);
    const etag = first.headers.get('etag') ?? '';
    const modified = first.headers.get('last-modified') ?? '';
    const status = async (headers: Record<string, string>) =>
      (await fetch(cover, { headers })).status;
    expect(await status({ 'if-none-match': etag })).toBe(304);
    expect(await status({ 'if-none-match': '"other"' })).toBe(200);
    expect(await status({ 'if-modified-since': modified })).toBe(304);
    expect(await status({ 'if-match': '"other"' })).toBe(412);
  });
});
