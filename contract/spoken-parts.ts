import { breakLength } from './break-length.ts';
import { type SsmlToken, ssmlTokens } from './ssml.ts';

/** A piece of a scene's text: something spoken, or a marker for a pause, an action or an emotion. */
export type SpokenPart =
  | { kind: 'text'; text: string }
  /** `value` as it is written, such as `200ms`. */
  | { kind: 'pause'; value: string; seconds: number }
  | { kind: 'action'; value: string }
  | { kind: 'emotion'; value: string }
  /** `value` tells how the text is read; `spoken` is what is said instead of it. */
  | { kind: 'reading'; text: string; value: string; spoken: string };

type OpenTag = Extract<SsmlToken, { kind: 'open' }>;

/** An open element that tells how its content is read. */
type Reading = {
  value: string;
  /** What is said instead of the content; empty once that has been said, null when the content is spoken. */
  alias: string | null;
  /** The part that its text goes to. */
  part: Extract<SpokenPart, { kind: 'reading' }> | null;
};

/** The attributes that say how an element's content is read. */
const readingAttributes = new Map([
  ['phoneme', 'ph'],
  ['say-as', 'interpret-as'],
  ['sub', 'alias'],
]);

/**
 * The parts of a scene's text, plain or SSML. What is shown, counted, copied and timed comes from them; nothing is ever
 * HTML (docs/metastudio.md#ssml).
 */
export function spokenParts(source: string): SpokenPart[] {
  const parts: SpokenPart[] = [];
  const readings: Reading[] = [];
  for (const token of ssmlTokens(source)) {
    if (token.kind === 'text') {
      addText(parts, token.text, readings);
      continue;
    }
    if (readingAttributes.has(localName(token))) {
      if (token.kind === 'open') readings.push(readingOf(token));
      else readings.pop();
      continue;
    }
    if (token.kind === 'close') continue;
    const marker = markerOf(token);
    if (marker !== null) parts.push(marker);
    // Words of two paragraphs must not become one.
    if (localName(token) === 'p' && plainText(parts.slice(-1)).trim() !== '') {
      addText(parts, '\n', readings);
    }
  }
  return parts;
}

/** The spoken text without its markers. */
export function plainText(parts: readonly SpokenPart[]): string {
  return parts.map((part) => ('text' in part ? part.text : '')).join('');
}

/** How many characters are spoken; markers and white space do not count. */
export function characterCount(parts: readonly SpokenPart[]): number {
  return [...plainText(parts).replace(/\s/g, '')].length;
}

/** An element's name without its namespace's prefix. */
function localName({ name }: { name: string }): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

function readingOf(tag: OpenTag): Reading {
  const name = localName(tag);
  const value = tag.attributes.get(readingAttributes.get(name) ?? '') ?? '';
  return { value, alias: name === 'sub' && value !== '' ? value : null, part: null };
}

/** The marker of an element; null when it only shapes the voice. */
function markerOf(tag: OpenTag): SpokenPart | null {
  const attribute = (name: string) => tag.attributes.get(name) ?? '';
  switch (localName(tag)) {
    case 'break': {
      const [time, strength] = [attribute('time'), attribute('strength')];
      return { kind: 'pause', value: time || strength, seconds: breakLength(time, strength) };
    }
    case 'insert-action':
      return { kind: 'action', value: attribute('name') || attribute('tag') };
    case 'emotion':
      return { kind: 'emotion', value: attribute('type') };
    default:
      return null;
  }
}

/** Adds text to the last part when that is read in the same way, else as a part of its own. */
function addText(parts: SpokenPart[], text: string, readings: readonly Reading[]): void {
  const last = parts.at(-1);
  const innermost = readings.at(-1);
  const value = readings.flatMap((reading) => reading.value || []).join(' · ');
  if (innermost === undefined || value === '') {
    if (last?.kind === 'text') last.text += text;
    else parts.push({ kind: 'text', text });
    return;
  }
  const spoken = spokenInstead(readings) ?? text;
  if (last !== undefined && last === innermost.part) {
    innermost.part.text += text;
    innermost.part.spoken += spoken;
    return;
  }
  innermost.part = { kind: 'reading', text, value, spoken };
  parts.push(innermost.part);
}

/** The alias of the outermost substitution, once; null without one. */
function spokenInstead(readings: readonly Reading[]): string | null {
  const substitution = readings.find(({ alias }) => alias !== null);
  if (substitution === undefined) return null;
  const { alias } = substitution;
  substitution.alias = '';
  return alias;
}
