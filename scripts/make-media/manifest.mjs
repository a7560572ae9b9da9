import { execFile } from 'node:child_process';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

async function probe(path) {
  const { stdout } = await run('ffprobe', [
    '-v',
    'error',
    '-print_format',
    'json',
    '-show_format',
    '-show_streams',
    path,
  ]);
  return JSON.parse(stdout);
}

async function names(folder, out, end) {
  const all = await readdir(join(out, folder));
  return all
    .filter((name) => end.test(name))
    .sort()
    .map((name) => `${folder}/${name}`);
}

const orientation = ({ width, height }) => (width >= height ? 'landscape' : 'portrait');

async function picture(out, file) {
  const { streams } = await probe(join(out, file));
  const [{ width, height }] = streams;
  return { file, width, height };
}

async function video(out, file) {
  const path = join(out, file);
  const { streams, format } = await probe(path);
  const { width, height, codec_name } = streams.find((stream) => stream.codec_type === 'video');
  return {
    file,
    container: file.endsWith('.webm') ? 'webm' : 'mp4',
    codec: codec_name === 'vp8' ? 'VP8' : 'H264',
    orientation: orientation({ width, height }),
    width,
    height,
    durationSeconds: Math.round(Number(format.duration) * 100) / 100,
    bytes: (await stat(path)).size,
  };
}

/** Measures every file under `out` and writes manifest.json. */
export async function writeManifest(out) {
  const turned = async ({ file, width, height }) => ({
    file,
    orientation: orientation({ width, height }),
    width,
    height,
  });
  const covers = [];
  for (const file of await names('covers', out, /\.jpg$/))
    covers.push(await turned(await picture(out, file)));
  const videos = [];
  for (const file of await names('videos', out, /\.(mp4|webm)$/))
    videos.push(await video(out, file));
  const backgrounds = [];
  for (const file of await names('backgrounds', out, /\.jpg$/))
    backgrounds.push(await turned(await picture(out, file)));
  const humans = [];
  for (const file of await names('humans', out, /\.jpg$/)) humans.push(await picture(out, file));
  await writeFile(
    join(out, 'manifest.json'),
    `${JSON.stringify({ covers, videos, backgrounds, humans }, null, 2)}\n`,
  );
}
