import { describe, expect, it } from 'vitest';
import type { FileState, JobMedia } from '../../contract/media.ts';
import type { Fault, JobSpec } from '../../simulator/simulator.ts';
import { json } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';

const simulation = startSimulation();

const atStore = { match: { operation: 'obs' } } as const;

/** A finished job in a world with faults, and its media reply as a path and a query ask for it. */
function setUp(faults: Fault[] = [], spec: JobSpec = {}, fetcher = fetch) {
  const world = simulation.world();
  const { jobId } = world.addJob(spec);
  world.setFaults(faults);
  const sent: [string, RequestInit][] = [];
  const proxy = simulation.proxy(world, {
    fetch: (url, init) => {
      sent.push([url, init]);
      return fetcher(url, init);
    },
  });
  const ask = (query = '') => proxy.get(`/api/jobs/${jobId}/media${query}`);
  const toStore = () => world.journal.filter(({ operation }) => operation === 'obs');
  return { proxy, ask, toStore, sent };
}

const fileOf = async (reply: Promise<Response>) => (await json<JobMedia>(await reply)).file;

/** The store's reply is replaced; MetaStudio answers as ever. */
const storeReplies =
  (reply: (url: string) => Response): typeof fetch =>
  async (url, init) =>
    String(url).includes('Signature=') ? reply(String(url)) : await fetch(url, init);

describe('the check of a video’s file', () => {
  it.each<[FileState, string, Fault[]]>([
    ['readable', 'the store sends it', []],
    ['readable', 'its format is one that no browser knows', [{ kind: 'mediaUndecodable' }]],
    ['refused', 'the link is refused', [{ kind: 'mediaRefused' }]],
    ['refused', 'the link has expired', [{ kind: 'mediaExpired' }]],
    ['refused', 'the file is gone', [{ kind: 'status', status: 404, ...atStore }]],
    ['refused', 'the store has a failure', [{ kind: 'status', status: 503, ...atStore }]],
    ['refused', 'the store sends it elsewhere', [{ kind: 'redirect', ...atStore }]],
    ['empty', 'it has no bytes', [{ kind: 'mediaEmpty', ...atStore }]],
    ['unreachable', 'the connection breaks', [{ kind: 'reset', ...atStore }]],
  ])('says %s when %s', async (file, _, faults) => {
    const { ask, toStore } = setUp(faults);
    expect(await fileOf(ask('?check=true'))).toBe(file);
    expect(toStore()).toHaveLength(1);
  });

  it('says unreachable when nothing has come for 5 seconds', async () => {
    const { ask, toStore } = setUp([{ kind: 'hang', ...atStore }]);
    let file: FileState | null | undefined;
    const asked = fileOf(ask('?check=true')).then((found) => {
      file = found;
    });
    await expect.poll(toStore).toHaveLength(1);
    simulation.clock.advance(4_999);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(file).toBeUndefined();
    simulation.clock.advance(1);
    await asked;
    expect(file).toBe('unreachable');
  });

  it.each<[FileState, string, () => Response]>([
    ['empty', 'the first byte is beyond the end', () => new Response(null, { status: 416 })],
    ['empty', 'a body of unknown length ends at once', () => new Response(new Blob([]).stream())],
    ['readable', 'a body of unknown length begins', () => new Response(new Blob(['x']).stream())],
  ])('says %s when %s', async (file, _, reply) => {
    const { ask } = setUp([], {}, storeReplies(reply));
    expect(await fileOf(ask('?check=true'))).toBe(file);
  });

  it('reads no more of a file than its beginning', async () => {
    let pulled = 0;
    let cancelled = false;
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull: (controller) => {
          pulled++;
          controller.enqueue(new Uint8Array(1024));
        },
        cancel: () => {
          cancelled = true;
        },
      });
    const { ask } = setUp(
      [],
      {},
      storeReplies(() => new Response(endless())),
    );
    expect(await fileOf(ask('?check=true'))).toBe('readable');
    expect(cancelled).toBe(true);
    expect(pulled).toBeLessThan(4);
  });

  it('sends the link of this reply, for one byte, without our credentials', async () => {
    const { ask, sent, toStore } = setUp();
    const media = await json<JobMedia>(await ask('?check=true'));
    const [url, init] = sent.at(-1) ?? [];
    expect(url).toBe(media.video?.url);
    expect(init).toMatchObject({ credentials: 'omit', redirect: 'manual' });
    const { method, headers = [] } = toStore().at(-1) ?? {};
    expect(method).toBe('GET');
    expect(headers).toContainEqual(['range', 'bytes=0-0']);
    expect(headers.map(([name]) => name).join(' ')).not.toMatch(
      /authorization|x-auth-token|cookie|referer|x-project-id/i,
    );
  });

  it('logs how it went and no link', async () => {
    const { ask, proxy } = setUp([{ kind: 'mediaRefused' }]);
    await ask('?check=true');
    const line = proxy.logged.find((text) => text.includes('file_check'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ file: 'refused', status: 403 });
    expect(proxy.logged.join('')).not.toMatch(/Signature|AccessKeyId|\.mp4/);
  });
});

describe('no check is made', () => {
  it('unless the page asks for it', async () => {
    const { ask, toStore } = setUp();
    expect(await fileOf(ask())).toBeNull();
    expect(toStore()).toEqual([]);
  });

  it('of a job without a video', async () => {
    const { ask, toStore } = setUp([], { ending: 'FAILED' });
    expect(await fileOf(ask('?check=true'))).toBeNull();
    expect(toStore()).toEqual([]);
  });

  it('of a host that is not allowed', async () => {
    const world = simulation.world();
    const { jobId } = world.addJob({ type: '2d' });
    const asked: string[] = [];
    const proxy = simulation.proxy(world, {
      fetch: async (url, init) => {
        asked.push(url);
        const reply = await fetch(url, init);
        const text = await reply.text();
        const { status } = reply;
        return new Response(text.replaceAll(simulation.url(), 'https://evil.example'), { status });
      },
    });
    const media = await json<JobMedia>(await proxy.get(`/api/jobs/${jobId}/media?check=true`));
    expect(media).toMatchObject({ problem: 'host_not_allowed', file: null });
    expect(asked.join(' ')).not.toContain('evil.example');
  });

  it('on a query of another form', async () => {
    const { ask, toStore } = setUp();
    expect((await ask('?check=1')).status).toBe(400);
    expect(toStore()).toEqual([]);
  });
});
