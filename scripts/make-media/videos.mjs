import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { overlay } from './overlay.mjs';
import { layers, svg } from './picture.mjs';
import { videoSpecs } from './scripts.mjs';
import { record } from './sound.mjs';

const run = promisify(execFile);

/** Frames drawn a second; each is shown twice in the encoded 25. */
const Rate = 12.5;
const LimitBytes = 425_000;

/** The head rests for a while and then turns: resting frames cost nothing to encode. */
function poseAt(second) {
  const pose = (index) => Math.sin(index * 2.4) * 1.1;
  const index = Math.floor(second / 2.6);
  const share = Math.min(1, (second - index * 2.6) / 0.7);
  const eased = share * share * (3 - 2 * share);
  return pose(index) + (pose(index + 1) - pose(index)) * eased;
}

/** What the face does at `second`; `open` is the mouth. */
function moodAt(second, open) {
  const inBlink = second % 3.4;
  return {
    open: open * 0.85,
    smile: 0.6,
    blink: inBlink < 0.16 ? 1 : inBlink < 0.24 ? 0.5 : 0,
    brow: 0.2 + poseAt(second) * 0.3,
    sway: poseAt(second),
  };
}

async function drawFrames(browser, video, sound, folder) {
  const { width, height, shot, seconds } = video;
  const units = width > height ? [480, 270] : [270, 480];
  const fixed = layers(shot, ...units, undefined, 2);
  const backdrop = await browser.png(svg(width, height, fixed.back, ...units), width, height);
  await browser.page.evaluate(
    (data) => {
      document.body.innerHTML = `<div style="position:fixed;inset:0;background:url(${data}) 0 0/100% 100%"></div><div id="stage" style="position:fixed;inset:0"></div>`;
    },
    `data:image/png;base64,${backdrop.toString('base64')}`,
  );
  for (let frame = 0; frame < seconds * Rate; frame += 1) {
    const second = frame / Rate;
    const { figure } = layers(shot, ...units, moodAt(second, sound.open[frame] ?? 0));
    const words = overlay({ video, cues: sound.cues, second, width: units[0], height: units[1] });
    await browser.page.evaluate(
      (html) => {
        const stage = document.getElementById('stage');
        if (stage) stage.innerHTML = html;
      },
      svg(width, height, figure + fixed.front + words, ...units),
    );
    const bytes = await browser.page.screenshot({ type: 'jpeg', quality: 95 });
    await writeFile(join(folder, `${String(frame).padStart(4, '0')}.jpg`), bytes);
  }
}

const words = (text) => text.trim().split(/\s+/);

/** Colours of a screen, 25 frames a second and a key frame at least every two seconds. */
const Picture =
  words(`-vf scale=out_range=tv:out_color_matrix=bt709,format=yuv420p -colorspace bt709
  -color_primaries bt709 -color_trc bt709 -color_range tv -fps_mode cfr -r 25 -g 50`);

/**
 * For each container: the qualities to try, best first (constant rate factors, or kilobits a second), the options for
 * one, and the sound. VP8 needs two passes: in one pass it cannot pay for a key frame every two seconds at this size.
 */
const Codecs = {
  mp4: {
    qualities: [30, 33, 35, 37, 39, 41],
    passes: 1,
    options: (quality) =>
      words(`-c:v libx264 -profile:v baseline -preset slower -tune animation -x264-params ipratio=1
        -crf ${quality} -movflags +faststart`),
    sound: words('-c:a aac -b:a 48k'),
  },
  webm: {
    qualities: [84, 72, 66, 60, 54, 48, 42, 36],
    passes: 2,
    options: (rate) =>
      words(`-c:v libvpx -b:v ${rate}k -qmin 4 -qmax 60 -deadline good -cpu-used 0 -auto-alt-ref 1
        -lag-in-frames 25 -arnr-maxframes 5 -arnr-strength 3`),
    sound: words('-c:a libvorbis -b:a 32k'),
  },
};

async function encode(video, folder, target) {
  const { qualities, passes, options, sound } = Codecs[video.file.split('.').at(-1)];
  const start = ['-y', '-v', 'error', '-framerate', String(Rate), '-i', join(folder, '%04d.jpg')];
  const length = ['-t', String(video.seconds)];
  const stats = join(folder, 'pass');
  for (const quality of qualities) {
    const coded = [...Picture, ...options(quality), ...length];
    if (passes === 2) {
      await run('ffmpeg', [
        ...start,
        ...coded,
        '-an',
        '-pass',
        '1',
        '-passlogfile',
        stats,
        '-f',
        'null',
        '-',
      ]);
      coded.push('-pass', '2', '-passlogfile', stats);
    }
    const heard = [...sound, ...words('-ar 22050 -ac 1 -map_metadata -1')];
    await run('ffmpeg', [...start, '-i', join(folder, 'sound.wav'), ...coded, ...heard, target]);
    const { size } = await stat(target);
    console.log(`${video.file} at quality ${quality}: ${size} bytes`);
    if (size <= LimitBytes) return;
  }
  throw new Error(`${video.file} does not fit ${LimitBytes} bytes`);
}

/** Draws and encodes the videos into `out`/videos; `only` is a part of the file name, to make just one. */
export async function makeVideos(browser, out, only = '') {
  for (const video of videoSpecs.filter((each) => each.file.includes(only))) {
    const folder = await mkdtemp(join(tmpdir(), 'make-media-'));
    try {
      const sound = await record({ ...video, rate: Rate, folder });
      await drawFrames(browser, video, sound, folder);
      await encode(video, folder, join(out, 'videos', video.file));
    } finally {
      await rm(folder, { recursive: true });
    }
  }
}
