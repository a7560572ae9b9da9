/** A piece of a scene's text: something spoken, or a marker for a pause, an action or an emotion. */
export type SpokenPart =
  | { kind: 'text'; text: string }
  | { kind: 'pause'; value: string }
  | { kind: 'action'; value: string }
  | { kind: 'emotion'; value: string }
  | { kind: 'reading'; text: string; value: string };

const tagNames = 'speak|break|phoneme|say-as|sub|prosody|word|emotion|insert-action';
const attributePattern = String.raw`((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)`;

/**
 * Matches an element that says how its content is read, or else any single SSML tag. Everything else is text: a bare
 * `<`, or a tag of another language.
 */
const markup = new RegExp(
  String.raw`<(phoneme|say-as|sub)${attributePattern}\s*>([^<]*)</\1\s*>|</?(${tagNames})${attributePattern}\s*/?>`,
  'gi',
);
const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The value of the first of these attributes that the tag has; empty when it has none. */
function attribute(attributes: string, ...names: string[]): string {
  for (const name of names) {
    const match = new RegExp(String.raw`\s${name}\s*=\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(
      attributes,
    );
    const value = match?.[1] ?? match?.[2];
    if (value !== undefined) return value;
  }
  return '';
}

function decodeEntities(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|apos);/g, (whole, name: string) => entities[name] ?? whole);
}

/** The marker of a single tag; null for a closing tag and for one that only shapes the voice. */
function marker(tag: string, name: string, attributes: string): SpokenPart | null {
  if (tag.startsWith('</')) return null;
  switch (name.toLowerCase()) {
    case 'break':
      return { kind: 'pause', value: attribute(attributes, 'time', 'strength') };
    case 'insert-action':
      return { kind: 'action', value: attribute(attributes, 'name', 'tag') };
    case 'emotion':
      return { kind: 'emotion', value: attribute(attributes, 'type') };
    default:
      return null;
  }
}

/**
 * Splits a scene's text, plain or SSML, into its parts. Never throws: broken markup remains text, and nothing is ever
 * HTML (docs/metastudio.md#ssml).
 */
export function spokenParts(source: string): SpokenPart[] {
  const parts: SpokenPart[] = [];
  let end = 0;
  let isSsml = false;
  const addText = (until: number) => {
    const text = source.slice(end, until);
    // Entities are markup too: only a text that has tags is decoded.
    if (text !== '') parts.push({ kind: 'text', text: isSsml ? decodeEntities(text) : text });
  };
  for (const match of source.matchAll(markup)) {
    const [whole, reading, readingAttributes = '', content = '', name = '', attributes = ''] =
      match;
    isSsml = true;
    addText(match.index);
    end = match.index + whole.length;
    const value = attribute(readingAttributes, 'ph', 'alias', 'interpret-as');
    const part: SpokenPart | null =
      reading === undefined
        ? marker(whole, name, attributes)
        : { kind: 'reading', text: decodeEntities(content), value };
    if (part !== null) parts.push(part);
  }
  addText(source.length);
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

/** Estimated seconds of speech: 250 characters a minute at speed 100 (docs/metastudio.md#voice-ranges). */
export function speechSeconds(characters: number, speed: number | null): number {
  return (characters / 250) * 60 * (100 / (speed ?? 100));
}
