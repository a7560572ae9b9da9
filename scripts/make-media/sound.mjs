import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Samples a second: what espeak-ng writes. */
const Rate = 22_050;

async function speak(text, voice, file) {
  await run('espeak-ng', [
    '-v',
    voice.name,
    '-s',
    String(voice.speed),
    '-p',
    String(voice.pitch),
    '-w',
    file,
    text,
  ]);
  const bytes = await readFile(file);
  const at = bytes.indexOf('data') + 8;
  const samples = new Float32Array((bytes.length - at) >> 1);
  for (let i = 0; i < samples.length; i += 1) samples[i] = bytes.readInt16LE(at + i * 2) / 32_768;
  let end = samples.length;
  while (end > 0 && Math.abs(samples[end - 1]) < 0.004) end -= 1;
  return samples.subarray(0, end);
}

const Note = (steps) => 220 * 2 ** (steps / 12);
const Chords = [
  [-12, -5, 0, 4, 7],
  [-15, -3, 0, 4, 9],
  [-7, 0, 5, 9, 12],
  [-5, 2, 5, 7, 11],
];

/** A quiet bed of slow chords, four seconds each. */
function bed(track, level) {
  const length = 4 * Rate;
  for (let i = 0; i < track.length; i += 1) {
    const inside = i % length;
    const swell = Math.sin((Math.PI * inside) / length) ** 0.7;
    let value = 0;
    for (const steps of Chords[Math.floor(i / length) % Chords.length])
      value += Math.sin((2 * Math.PI * Note(steps) * i) / Rate);
    const edge = Math.min(1, i / Rate, (track.length - i) / (1.5 * Rate));
    track[i] += (value / 5) * swell * edge * level;
  }
}

async function save(track, file) {
  const bytes = Buffer.alloc(44 + track.length * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + track.length * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(Rate, 24);
  bytes.writeUInt32LE(Rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(track.length * 2, 40);
  for (const [i, value] of track.entries())
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value)) * 32_000), 44 + i * 2);
  await writeFile(file, bytes);
}

/** How wide the mouth is (0..1) for each frame: the loudness of the voice, a little smoothed. */
function openings(voice, frames, rate) {
  const window = Math.round(Rate / rate);
  let last = 0;
  return Array.from({ length: frames }, (_, frame) => {
    let sum = 0;
    for (let i = frame * window; i < (frame + 1) * window; i += 1) sum += (voice[i] ?? 0) ** 2;
    const loud = Math.min(1, Math.sqrt(sum / window) / 0.16);
    last = last * 0.25 + loud * 0.75;
    return last < 0.06 ? 0 : last;
  });
}

/**
 * Speaks the lines one after the other, spread over `seconds`, on a quiet bed of chords. Writes `sound.wav` into
 * `folder`; returns when each line starts and ends (seconds) and the openings of the mouth at `rate` frames a second.
 */
export async function record({ lines, voice, seconds, rate, folder }) {
  const spoken = [];
  for (const [index, line] of lines.entries())
    spoken.push(await speak(line.say ?? line.text, voice, join(folder, `line${index}.wav`)));
  const lead = 1;
  const total = spoken.reduce((sum, samples) => sum + samples.length, 0) / Rate;
  const gap = (seconds - lead - 1.4 - total) / Math.max(1, lines.length - 1);
  if (gap < 0.15)
    throw new Error(`the lines need ${total.toFixed(1)} s, too long for ${seconds} s`);
  const track = new Float32Array(Math.round(seconds * Rate));
  let at = lead;
  const cues = spoken.map((samples, index) => {
    const start = at;
    track.set(
      samples.map((value) => value * 0.8),
      Math.round(at * Rate),
    );
    at += samples.length / Rate + gap;
    return { ...lines[index], start, end: at - gap };
  });
  const open = openings(track, Math.round(seconds * rate), rate);
  bed(track, 0.05);
  await save(track, join(folder, 'sound.wav'));
  return { cues, open };
}
