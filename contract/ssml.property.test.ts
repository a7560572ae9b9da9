import fc from 'fast-check';
import { describe, it } from 'vitest';
import { holds, obeys } from '../src/testing/holds.ts';
import { characterCount, plainText, spokenParts } from './spoken-parts.ts';
import { ssmlTokens } from './ssml.ts';

const textOf = (source: string) =>
  ssmlTokens(source)
    .map((token) => (token.kind === 'text' ? token.text : ''))
    .join('');

const piece = fc.oneof(
  fc.constantFrom('<', '>', '&', '/', '"', "'", '=', ' ', '\n', '<!--', '-->', '<![CDATA[', ']]>'),
  fc.constantFrom('<?xml', '?>', '<!DOCTYPE a', '[', ']', '&amp;', '&#65;', '&#xD800;', '&#9e9;'),
  fc.constantFrom('<p>', '</p>', '<break time="1s"/>', '<sub alias="x">', '</sub>', '<a:sub>'),
  fc.constantFrom('<phoneme ph="">', '</phoneme>', '<say-as interpret-as="date">', '</say-as>'),
  fc.constantFrom('<insert-action name="', '<emotion type=', '</Emotion>', '<constructor>'),
  fc.double({ min: 0 }).map((time) => `<break time="${time}s"/>`),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const source = fc.oneof(
  fc.array(piece, { maxLength: 25 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);

describe('any text', () => {
  it('is taken apart, into open and closed elements that match', () => {
    holds(source, (text) => {
      const open: string[] = [];
      const tokens = ssmlTokens(text);
      const wrong = tokens.filter((token) => {
        if (token.kind === 'open') open.push(token.name);
        if (token.kind === 'close') return open.pop() !== token.name;
        return token.kind === 'text' && token.text === '';
      });
      obeys(tokens, {
        'elements that match, and no empty text': wrong.length === 0,
        'all elements are closed': open.length === 0,
      });
    });
  });

  it('keeps all characters that are not in markup or references', () => {
    holds(source, (text) => {
      const kept = textOf(text);
      obeys(kept, {
        'not longer than the source': kept.length <= text.length,
        'the source when it has no markup': text.includes('<') || kept === text,
      });
    });
  });

  it('is shown whole: only a line break between paragraphs is added', () => {
    holds(source, (text) => {
      const shown = plainText(spokenParts(text));
      const bare = (words: string) => words.replaceAll('\n', '');
      const characters = [...shown.replace(/\s/g, '')].length;
      obeys(shown, {
        'the text of the source': bare(shown) === bare(textOf(text)),
        'as many characters as are counted': characterCount(spokenParts(text)) === characters,
      });
    });
  });

  it('gives pauses that take 0 to 10 s', () => {
    holds(source, (text) => {
      const parts = spokenParts(text);
      obeys(parts, {
        'pauses of 0 to 10 s': parts.every(
          (part) => part.kind !== 'pause' || (part.seconds >= 0 && part.seconds <= 10),
        ),
      });
    });
  });
});

describe('well-formed SSML', () => {
  const xmlText = fc.string({ unit: 'grapheme', maxLength: 20 });
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const name = fc.constantFrom(
    's',
    'prosody',
    'voice',
    'sub',
    'say-as',
    'phoneme',
    'mstts:x',
    '词',
  );
  const attribute = fc.constantFrom(
    '',
    ' alias="a>b"',
    " ph = '1'",
    ' interpret-as="date"',
    ' x=""',
  );
  /** A tree, as it is written and as it is read. */
  const { tree } = fc.letrec<{ tree: { written: string; text: string } }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      xmlText.map((text) => ({ written: escaped(text), text })),
      fc
        .constantFrom('<break/>', '<!-- <s> -->', '<?x <s>?>', '<emotion type="a"/>')
        .map((written) => ({ written, text: '' })),
      fc
        .tuple(name, attribute, fc.array(tie('tree'), { maxLength: 4 }))
        .map(([tag, attributes, children]) => ({
          written: `<${tag}${attributes}>${children.map((one) => one.written).join('')}</${tag} >`,
          text: children.map((one) => one.text).join(''),
        })),
    ),
  }));

  it('shows exactly its text', () => {
    holds(tree, ({ written, text }) => {
      const shown = plainText(spokenParts(`<speak>${written}</speak>`));
      obeys(shown, { 'the text of the tree': shown === text });
    });
  });
});
