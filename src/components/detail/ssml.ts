/** A piece of a scene's text: what is spoken, or a quiet mark for what is done. */
export type SpokenPart =
  | { kind: 'text'; text: string }
  | { kind: 'pause'; value: string }
  | { kind: 'action'; value: string }
  | { kind: 'emotion'; value: string }
  | { kind: 'reading'; text: string; value: string };

const NAMES = 'speak|break|phoneme|say-as|sub|prosody|word|emotion|insert-action';
const ATTRIBUTES = String.raw`((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)`;

/**
 * An element that says how its content is read, or else any single tag of SSML. Everything that is neither, a bare `<`
 * or a tag of another language, is text like any other.
 */
const MARKUP = new RegExp(
  String.raw`<(phoneme|say-as|sub)${ATTRIBUTES}\s*>([^<]*)</\1\s*>|</?(${NAMES})${ATTRIBUTES}\s*/?>`,
  'gi',
);
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

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
  return text.replace(/&(lt|gt|amp|quot|apos);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

/** What a single tag does; null for those that only shape the voice, and for every closing one. */
function mark(tag: string, name: string, attributes: string): SpokenPart | null {
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
 * Takes a scene's text apart, plain or SSML (metastudio-api 2.3). Never throws: markup that is broken stays visible as
 * the text it is, and nothing is ever HTML.
 */
export function spokenParts(source: string): SpokenPart[] {
  const parts: SpokenPart[] = [];
  let at = 0;
  let isSsml = false;
  const text = (until: number) => {
    const between = source.slice(at, until);
    // Entities are markup too: only a text that has any markup is decoded.
    if (between !== '')
      parts.push({ kind: 'text', text: isSsml ? decodeEntities(between) : between });
  };
  for (const match of source.matchAll(MARKUP)) {
    const [whole, reading, readingAttributes = '', content = '', name = '', attributes = ''] =
      match;
    isSsml = true;
    text(match.index);
    at = match.index + whole.length;
    const value = attribute(readingAttributes, 'ph', 'alias', 'interpret-as');
    const part: SpokenPart | null =
      reading === undefined
        ? mark(whole, name, attributes)
        : { kind: 'reading', text: decodeEntities(content), value };
    if (part !== null) parts.push(part);
  }
  text(source.length);
  return parts;
}

/** What is really spoken, for copying. */
export function plainText(parts: readonly SpokenPart[]): string {
  return parts.map((part) => ('text' in part ? part.text : '')).join('');
}

/** Characters that are spoken: marks and white space are not. */
export function characterCount(parts: readonly SpokenPart[]): number {
  return [...plainText(parts).replace(/\s/g, '')].length;
}

/** Estimated speech in seconds: 250 characters a minute at speed 100 (metastudio-api section 10). */
export function speechSeconds(characters: number, speed: number | null): number {
  return (characters / 250) * 60 * (100 / (speed ?? 100));
}
