/** In seconds; the sources are in docs/decisions/0013-speech-time.md. */
const mediumBreak = 0.75;
const strengths = new Map([
  ['none', 0],
  ['x-weak', 0.25],
  ['weak', 0.5],
  ['medium', mediumBreak],
  ['strong', 1],
  ['x-strong', 1.25],
]);

/** MetaStudio's longest pause in seconds (docs/metastudio.md#ssml). */
const longestBreak = 10;

/**
 * Seconds of a `<break>` by its attributes, empty where it has none. A time that cannot be read counts as missing, and a
 * strength that is missing or unknown as medium, the default of SSML.
 */
export function breakLength(time: string, strength: string): number {
  const [, count, unit] = /^\s*\+?(\d+\.?\d*|\.\d+)\s*(ms|s)\s*$/i.exec(time) ?? [];
  if (count === undefined) return strengths.get(strength.trim().toLowerCase()) ?? mediumBreak;
  return Math.min(Number(count) / (unit?.toLowerCase() === 'ms' ? 1000 : 1), longestBreak);
}
