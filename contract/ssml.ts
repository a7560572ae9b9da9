/** Text, or one end of an element; `<break/>` is an `open` and a `close`. */
export type SsmlToken =
  | { kind: 'text'; text: string }
  /** The names of the element and of its attributes are in lower case. */
  | { kind: 'open'; name: string; attributes: ReadonlyMap<string, string> }
  | { kind: 'close'; name: string };

/*
 * The grammar is a subset of XML 1.0 (https://www.w3.org/TR/xml/):
 *
 *   ssml        = [ doctype ] { element | comment | cdata | instruction | reference | character }
 *   element     = open { … } close | "<" name { attribute } [ space ] "/>"
 *   open        = "<" name { attribute } [ space ] ">"
 *   close       = "</" name [ space ] ">"             with the name of its open, in any case
 *   attribute   = space name [ space ] "=" [ space ] ( '"' value '"' | "'" value "'" )
 *   comment     = "<!--" … "-->"
 *   cdata       = "<![CDATA[" … "]]>"                 its content is text as it stands
 *   instruction = "<?" name … "?>"                    the XML declaration is one
 *   doctype     = "<!DOCTYPE" … [ "[" … "]" ] ">"     before the first text and element
 *   reference   = "&" ( "lt" | "gt" | "amp" | "quot" | "apos" | "#" digits | "#x" hex digits ) ";"
 *
 * What does not fit is text: a bare "<" or "&", a tag without its other half, an attribute without quotes. A source
 * without any markup is plain text, and its references are not resolved.
 *
 * The browser's DOMParser was rejected: as XML it refuses the whole text for one mistake, as HTML it puts everything
 * after `<break/>` inside it. Tolerant packages (htmlparser2, sax) are many times as large, and drop or move what is broken.
 */
const namePattern = String.raw`[\p{L}_:][\p{L}\p{M}\p{N}_:.·-]*`;
const valuePattern = `(?:"[^"<]*"|'[^'<]*')`;
const attributes = String.raw`(?:\s+${namePattern}\s*=\s*${valuePattern})*`;
const openPattern = new RegExp(String.raw`<(${namePattern})(${attributes})\s*(/?)>`, 'uy');
const closePattern = new RegExp(String.raw`</(${namePattern})\s*>`, 'uy');
const attributePattern = new RegExp(String.raw`(${namePattern})\s*=\s*(${valuePattern})`, 'gu');
const doctypePattern =
  /<!DOCTYPE\s[^<>[\]"']*(?:(?:"[^"]*"|'[^']*')[^<>[\]"']*)*(?:\[[^\]]*\]\s*)?>/iuy;
const referencePattern = /&(?:(lt|gt|amp|quot|apos)|#(\d+)|#x([\da-f]+));/gi;

/** A stretch of the source. */
type Piece = { source: string } & (
  | { kind: 'text' }
  /** A comment, a declaration, or CDATA with its content. */
  | { kind: 'other'; text: string }
  | { kind: 'open' | 'close' | 'empty'; name: string; attributes: string }
);

/** Takes SSML or plain text apart. Never throws, and takes linear time (docs/metastudio.md#ssml). */
export function ssmlTokens(source: string): SsmlToken[] {
  const pieces = scan(source);
  const markup = wellFormedMarkup(pieces);
  if (markup.size === 0) return source === '' ? [] : [{ kind: 'text', text: source }];
  return pieces.flatMap((piece): SsmlToken[] => {
    if (!markup.has(piece)) return [{ kind: 'text', text: resolveReferences(piece.source) }];
    return markupTokens(piece);
  });
}

/** All markup except tags without their other half. */
function wellFormedMarkup(pieces: readonly Piece[]): Set<Piece> {
  const markup = new Set<Piece>();
  const open: { name: string; piece: Piece }[] = [];
  const openCounts = new Map<string, number>();
  const count = (name: string, change: number) => {
    openCounts.set(name, (openCounts.get(name) ?? 0) + change);
  };
  for (const piece of pieces) {
    if (piece.kind === 'other' || piece.kind === 'empty') markup.add(piece);
    if (piece.kind === 'open') {
      open.push({ name: piece.name, piece });
      count(piece.name, 1);
    }
    // The count keeps this linear: only a tag that is open is looked for, and what is passed over is gone.
    while (piece.kind === 'close' && (openCounts.get(piece.name) ?? 0) > 0) {
      const last = open.pop();
      if (last === undefined) break;
      count(last.name, -1);
      if (last.name !== piece.name) continue;
      markup.add(last.piece).add(piece);
      break;
    }
  }
  return markup;
}

function markupTokens(piece: Piece): SsmlToken[] {
  switch (piece.kind) {
    case 'text':
      return [];
    case 'other':
      return piece.text === '' ? [] : [{ kind: 'text', text: piece.text }];
    case 'close':
      return [{ kind: 'close', name: piece.name }];
    default: {
      const { kind, name } = piece;
      const open = { kind: 'open', name, attributes: attributesOf(piece.attributes) } as const;
      return kind === 'open' ? [open] : [open, { kind: 'close', name }];
    }
  }
}

function attributesOf(written: string): Map<string, string> {
  const entries = [...written.matchAll(attributePattern)];
  return new Map(
    entries.map(([, name = '', value = '']) => [
      name.toLowerCase(),
      resolveReferences(value.slice(1, -1)),
    ]),
  );
}

function scan(source: string): Piece[] {
  const pieces: Piece[] = [];
  const read = pieceReader(source);
  let textStart = 0;
  let at = source.indexOf('<');
  while (at !== -1) {
    const piece = read(at);
    if (piece !== null) {
      if (at > textStart) pieces.push({ kind: 'text', source: source.slice(textStart, at) });
      pieces.push(piece);
      textStart = at + piece.source.length;
    }
    at = source.indexOf('<', piece === null ? at + 1 : textStart);
  }
  if (textStart < source.length) pieces.push({ kind: 'text', source: source.slice(textStart) });
  return pieces;
}

/** Reads the markup at a `<`, one after the other; null when there is none. */
function pieceReader(source: string): (at: number) => Piece | null {
  const missingEnds = new Set<string>();
  /** Where the text before the first element would begin; null after that element or text. */
  let prologEnd: number | null = 0;
  return (at) => {
    const inProlog = prologEnd !== null && source.slice(prologEnd, at).trim() === '';
    const other = (inProlog ? doctypeAt(source, at) : null) ?? delimitedAt(source, at, missingEnds);
    const staysInProlog = inProlog && other !== null && other.text === '';
    prologEnd = staysInProlog ? at + other.source.length : null;
    return other ?? tagAt(source, at);
  };
}

type Other = Extract<Piece, { kind: 'other' }>;

function doctypeAt(source: string, at: number): Other | null {
  const doctype = matchAt(doctypePattern, source, at)?.[0];
  return doctype === undefined ? null : { kind: 'other', source: doctype, text: '' };
}

const delimiters = [
  { start: /<!--/y, end: '-->', isText: false },
  { start: /<!\[CDATA\[/y, end: ']]>', isText: true },
  { start: new RegExp(String.raw`<\?${namePattern}`, 'uy'), end: '?>', isText: false },
];

function delimitedAt(source: string, at: number, missingEnds: Set<string>): Other | null {
  for (const { start, end, isText } of delimiters) {
    const opening = matchAt(start, source, at)?.[0];
    // An end that is missing once is not searched for again, which would take quadratic time.
    if (opening === undefined || missingEnds.has(end)) continue;
    const from = at + opening.length;
    const to = source.indexOf(end, from);
    if (to !== -1) {
      const whole = source.slice(at, to + end.length);
      return { kind: 'other', source: whole, text: isText ? source.slice(from, to) : '' };
    }
    missingEnds.add(end);
  }
  return null;
}

function tagAt(source: string, at: number): Piece | null {
  const [open, name = '', written = '', slash] = matchAt(openPattern, source, at) ?? [];
  if (open !== undefined) {
    const kind = slash === '/' ? 'empty' : 'open';
    return { kind, source: open, name: name.toLowerCase(), attributes: written };
  }
  const [close, closed = ''] = matchAt(closePattern, source, at) ?? [];
  if (close === undefined) return null;
  return { kind: 'close', source: close, name: closed.toLowerCase(), attributes: '' };
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function resolveReferences(text: string): string {
  return text.replace(referencePattern, (whole, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return isCharacter(code) ? String.fromCodePoint(code) : whole;
  });
}

/** Whether XML allows the code point (https://www.w3.org/TR/xml/#charsets). */
function isCharacter(code: number): boolean {
  if (code < 0x20) return [0x9, 0xa, 0xd].includes(code);
  return (
    code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff)
  );
}
