import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobDetail } from '../../../contract/job.ts';
import { createQueryClient } from '../../api/query-client.ts';
import { detail, noMedia } from '../../testing/fixtures.ts';
import { useVideoShape } from './use-video-shape.ts';
import { usualShape } from './video-shape.ts';

/** Pictures that were asked for, by their addresses. */
let pictures: Map<string, HTMLImageElement>;
let asked: string[];

beforeEach(() => {
  pictures = new Map();
  asked = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    return Response.json({ ...noMedia, width: 1080, height: 1920 });
  });
  class FakeImage {
    constructor() {
      const image = document.createElement('img');
      Object.defineProperty(image, 'src', { set: (url: string) => pictures.set(url, image) });
      // biome-ignore lint/correctness/noConstructorReturn: the picture that the code makes
      return image;
    }
  }
  vi.stubGlobal('Image', FakeImage);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function draw(job: JobDetail) {
  const client = createQueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return renderHook((shown: JobDetail) => useVideoShape(shown), { initialProps: job, wrapper });
}

/** Lets a picture load with a size. */
const loadCover = (url: string, width: number, height: number) =>
  act(() => {
    const image = pictures.get(url);
    if (image === undefined) throw new Error('The picture was not asked for.');
    Object.defineProperties(image, {
      naturalWidth: { value: width },
      naturalHeight: { value: height },
    });
    image.dispatchEvent(new Event('load'));
  });

const cover = (n: number) => ({ url: `https://a.example/c.png?s=${n}`, expiresAt: null });
const waiting: JobDetail = { ...detail, state: 'WAITING', video: null, cover: cover(1) };

describe('the shape of a video', () => {
  it('is that of the finished file', async () => {
    const { result } = draw({ ...detail, state: 'SUCCEED', video: null, cover: null });
    await vi.waitFor(() => expect(result.current).toBe(1080 / 1920));
  });

  it('is not asked for before the job has finished', () => {
    expect(draw({ ...waiting, cover: null }).result.current).toBe(usualShape);
    expect(asked).toEqual([]);
  });

  it('is the ordered one until then, without a look at the cover', () => {
    const video = detail.video && { ...detail.video, width: 720, height: 1280 };
    expect(draw({ ...waiting, video }).result.current).toBe(720 / 1280);
    expect(pictures.size).toBe(0);
  });

  it.each([
    ['nothing is ordered', null],
    ['the order says no width', { width: null, height: 1280 }],
    ['the order says no height', { width: 720, height: null }],
  ])('is that of the cover when %s', (_, size) => {
    const video = size && detail.video && { ...detail.video, ...size };
    const { result } = draw({ ...waiting, video });
    expect(result.current).toBe(usualShape);
    expect(pictures.get(cover(1).url)?.referrerPolicy).toBe('no-referrer');
    loadCover(cover(1).url, 400, 500);
    expect(result.current).toBe(400 / 500);
  });

  it('asks for one cover only, however often it is signed anew', () => {
    const { result, rerender } = draw(waiting);
    loadCover(cover(1).url, 400, 500);
    rerender({ ...waiting, cover: cover(2) });
    expect([...pictures.keys()]).toEqual([cover(1).url]);
    expect(result.current).toBe(400 / 500);
  });

  it('is that of the cover that is shown, when the one before loads late', () => {
    const { result, rerender } = draw(waiting);
    rerender({ ...waiting, cover: cover(2) });
    loadCover(cover(1).url, 400, 500);
    expect(result.current).toBe(usualShape);
    loadCover(cover(2).url, 500, 400);
    expect(result.current).toBe(500 / 400);
  });
});
