import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds, obeys } from '../../src/testing/holds.ts';
import { readDocument } from './page-document.ts';

const index =
  '<!doctype html><html lang="en"><head><title>Dailies</title></head>' +
  '<body><div id="root"><!--body--></div><!--data--></body></html>';
const document = readDocument(index, '{}');

/** Names of jobs that look like HTML, like the document's own places, or like a replacement's pattern. */
const piece = fc.oneof(
  fc.constantFrom('<!--body-->', '<!--data-->', '</head>', '<title>Dailies</title>', '</script>'),
  fc.constantFrom('<html lang="en">', '<script>', '<!--', '$&', "$'", '$1', '$$', '</style>', '{}'),
  fc.constantFrom(' style="color:red"', ' style=', '&quot;', '&amp;', '"', "'", '<', '>', '&', ';'),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const name = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''));

/** Text as React writes it. */
function escaped(text: string): string {
  const characters = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' };
  return text.replace(/[&<>"']/g, (one) => Object(characters)[one]);
}

function fill(text: string) {
  const body = `<p title="${escaped(text)}">${escaped(text)}</p>`;
  const data = JSON.stringify(text).replaceAll('<', '\\u003c');
  const head = `<title>${escaped(text)}</title>`;
  const filled = document.fill({ language: 'en', scheme: null, head, body, data, modules: [] });
  return { ...filled, head, body, data };
}

describe('a filled document', () => {
  it('has any name where it belongs, and is otherwise the same', () => {
    holds(name, (text) => {
      const { html, head, body, data } = fill(text);
      expect(html).toBe(
        `<!doctype html><html lang="en"><head>${head}</head><body><div id="root">${body}</div>` +
          `<script type="application/json" id="first-data">${data}</script></body></html>`,
      );
    });
  });

  it('gives back the name that was written as data', () => {
    holds(name, (text) => {
      const [, data = ''] = /id="first-data">(.*?)<\/script>/s.exec(fill(text).html) ?? [];
      expect(JSON.parse(data)).toBe(text);
    });
  });

  it('allows no styles but its own, whatever a style says', () => {
    holds(name, (text) => {
      const body = `<p style="${escaped(text)}">${escaped(text)}</p>`;
      const parts = { language: 'en', scheme: null, head: '', body, data: '{}', modules: [] };
      const { html, styles } = document.fill(parts);
      const [head = ''] = html.split('</head>');
      const rules = [...head.matchAll(/<style>(.*?)<\/style>/gs)].map(([, rule]) => rule);
      obeys(html, {
        'one style sheet where there are styles': rules.length === (styles === null ? 0 : 1),
        'one rule at most': /^(\[data-style="1"\]\{[^{}<]*\})?$/.test(rules.join('')),
        'the text': html.includes(`>${escaped(text)}</p>`),
      });
    });
  });
});
