import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type FirstHtml, firstDataId } from '../../contract/page.ts';

/** What fills the built page's document for one reader. */
export type DocumentParts = FirstHtml & {
  language: string;
  scheme: 'light' | 'dark' | null;
  /** Source files whose code is needed next. */
  modules: readonly string[];
};

/** The built page's index.html, which is filled for each reader. */
export type PageDocument = {
  /** Without parts: the page as its code draws it. */
  html: (parts: DocumentParts | null) => string;
  /** Sources of the inline scripts and styles for the content security policy: they are the same in every document. */
  inline: { scripts: string[]; styles: string[] };
};

/** Files by source file, as Vite lists them (https://vite.dev/guide/backend-integration). */
const manifestSchema = z.record(
  z.string(),
  z.object({ file: z.string(), css: z.array(z.string()).default([]) }),
);

/** @throws Error when the manifest is not one */
export function readDocument(html: string, manifest: string): PageDocument {
  const files = manifestSchema.parse(JSON.parse(manifest));
  const linksOf = (module: string) => {
    const entry = files[module];
    if (!entry) return '';
    const styles = entry.css.map((file) => `<link rel="stylesheet" href="/${file}">`);
    return `${styles.join('')}<link rel="modulepreload" href="/${entry.file}">`;
  };
  const plain = fill(html, { '<!--body-->': '', '<!--data-->': '' });
  return {
    inline: {
      scripts: hashes(html, /<script>(.*?)<\/script>/gs),
      styles: hashes(html, /<style>(.*?)<\/style>/gs),
    },
    html: (parts) => {
      if (parts === null) return plain;
      const { language, scheme, head, body, data, modules } = parts;
      const attributes = scheme === null ? '' : ` data-scheme="${scheme}"`;
      return fill(html, {
        '<html lang="en">': `<html lang="${language}"${attributes}>`,
        '<title>Dailies</title>': head,
        '</head>': `${modules.map(linksOf).join('')}</head>`,
        '<!--body-->': body,
        '<!--data-->': `<script type="application/json" id="${firstDataId}">${data}</script>`,
      });
    },
  };
}

/** Replaces each text once, by itself: what people call their jobs is in it. */
function fill(html: string, values: Record<string, string>): string {
  const pattern = new RegExp(Object.keys(values).join('|'), 'g');
  return html.replace(pattern, (text) => values[text] ?? text);
}

function hashes(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
}
