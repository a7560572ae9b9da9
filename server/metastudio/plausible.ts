import { earliestJobTime } from '../../contract/job-query.ts';
import { parseTime } from '../lib/times.ts';

/** The smallest and largest value of a number. */
export type Range = readonly [min: number, max: number];

/**
 * Values that a number of MetaStudio can have, from its own tables (docs/metastudio.md#number-ranges); the one place
 * that decides. A number outside its range stands for "nothing" or is a mistake, and becomes null: a clamped one would be
 * a claim that MetaStudio did not make.
 */
export const ranges = {
  /** Seconds. The list's table has no limit, thus the limit of the finished file counts. */
  contentSeconds: [0, 86_400],
  audioSeconds: [0, 36_000],
  audioId: [0, 10_000],
  actionSeconds: [0, 2_592_000],
  sequence: [0, 2_147_483_647],
  speed: [50, 200],
  pitch: [50, 200],
  voiceVolume: [90, 240],
  musicVolume: [0, 100],
  /** kbit/s. */
  bitrate: [40, 30_000],
  frameRate: [24, 30],
  /** Pixels. The table begins at 0, which is no size that a video can have. */
  videoPixels: [1, 3840],
  /** Pixels of a finished file; its table has no limit, thus that of the largest box on the canvas counts. */
  filePixels: [1, 7680],
  /** Bytes. The table begins at 1; an empty file does occur, and the page says so. */
  fileBytes: [0, 5_368_709_120],
  /** Canvas pixels. */
  position: [-1920, 3840],
  boxSize: [1, 7680],
  backgroundOffset: [-5760, 0],
  subtitleBox: [0, 1920],
  fontSize: [0, 120],
  strokeThickness: [0, 50],
  opacity: [0, 1],
  layerIndex: [1, 100],
  /** Degrees. */
  angle: [0, 360],
  /** −1 is endless. */
  loopCount: [-1, 100],
  layerVolume: [0, 100],
} as const satisfies Record<string, Range>;

/** The number; null when it is absent or outside its range. */
export function within([min, max]: Range, value: number | null | undefined): number | null {
  return typeof value === 'number' && value >= min && value <= max ? value : null;
}

const earliest = Date.parse(earliestJobTime);

/** As far as MetaStudio's clock may be ahead of ours (docs/promises.md#clock-skew). */
const aheadMs = 24 * 3_600_000;

/**
 * A time of a job as RFC 3339 UTC; null when it is none, when it is from before the service existed (1970 stands for "no
 * time"), and when it is more than a day ahead (docs/promises.md#odd-times).
 *
 * @param now in ms since 1970
 */
export function plausibleTime(text: string | null | undefined, now: number): string | null {
  const time = parseTime(text);
  if (time === null || time < earliest || time > now + aheadMs) return null;
  return new Date(time).toISOString();
}
