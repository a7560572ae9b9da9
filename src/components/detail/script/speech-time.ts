import type { SpokenPart } from '../../../../contract/spoken-parts.ts';
import { voiceRanges } from '../settings/voice-settings.ts';

/** Spoken in a minute at speed 100; the sources are in docs/decisions/0013-speech-time.md. */
const charactersPerMinute = 250;
const wordsPerMinute = 150;

/** Scripts whose characters are counted; U+30FC and U+FF70 lengthen a kana. */
const counted = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u30fc\uff70`;
/** Digits are read one by one, or as numbers of about as many syllables. */
const characterPattern = new RegExp(String.raw`[${counted}\p{Nd}]`, 'gu');
const letter = String.raw`[^\P{L}${counted}]`;
const wordPattern = new RegExp(String.raw`${letter}(?:['’]?${letter}|\p{M})*`, 'gu');

/** Estimated seconds of speech with its pauses. The voice's speed, 100 when null, does not change the pauses. */
export function speechSeconds(parts: readonly SpokenPart[], speed: number | null): number {
  const spoken = parts.map(spokenText).join('').normalize('NFC');
  const characters = countMatches(spoken, characterPattern);
  const words = countMatches(spoken, wordPattern);
  const minutes = characters / charactersPerMinute + words / wordsPerMinute;
  const pauses = parts.reduce((sum, part) => sum + (part.kind === 'pause' ? part.seconds : 0), 0);
  return minutes * 60 * (voiceRanges.speed.normal / (speed ?? voiceRanges.speed.normal)) + pauses;
}

function spokenText(part: SpokenPart): string {
  if (part.kind === 'text') return part.text;
  // A marker parts two words.
  return part.kind === 'reading' ? part.spoken : ' ';
}

function countMatches(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}
