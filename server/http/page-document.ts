import { createHash } from 'node:crypto';
import { z } from 'zod';
import { codeId, type FirstHtml, firstDataId } from '../../contract/page.ts';
import type { Compressible } from './rendered.ts';

/** What fills the built page's document for one reader. */
type DocumentParts = FirstHtml & {
  language: string;
  scheme: 'light' | 'dark' | null;
  /** Source files whose code is needed next. */
  modules: readonly string[];
};

/** A document, and the content security policy's source for the styles that are its own; null when it has none. */
export type FilledDocument = { html: string; styles: string | null };

/** The same, ready to be sent. */
export type FirstPage = Omit<FilledDocument, 'html'> & { body: Compressible };

/** The built page's index.html, which is filled for each reader. */
export type PageDocument = {
  /** Without parts: the page as its code draws it. */
  fill: (parts: DocumentParts | null) => FilledDocument;
  /** Sources of the inline scripts and styles for the content security policy: they are the same in every document. */
  inline: { scripts: string[]; styles: string[] };
};

/** Files by source file, as Vite lists them (https://vite.dev/guide/backend-integration). */
const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    css: z.array(z.string()).default([]),
    /** Other source files and shared parts. */
    imports: z.array(z.string()).default([]),
    /** True for the page's own code, which each document has. */
    isEntry: z.boolean().default(false),
  }),
);

const scriptPattern = /<script>(.*?)<\/script>/gs;
const stylePattern = /<style>(.*?)<\/style>/gs;

/** @throws Error when the manifest is not one */
export function readDocument(html: string, manifest: string): PageDocument {
  const files = new Map(Object.entries(manifestSchema.parse(JSON.parse(manifest))));
  // What a module imports would be asked for when the module is there: one more round trip.
  const withImports = (modules: readonly string[]) => {
    const all = new Set(modules);
    for (const module of all) for (const one of files.get(module)?.imports ?? []) all.add(one);
    return [...all].flatMap((module) => files.get(module) ?? []).filter(({ isEntry }) => !isEntry);
  };
  const plain = fill(html, { '<!--body-->': '', '<!--data-->': '' });
  return {
    inline: {
      scripts: hashes(html, scriptPattern),
      styles: hashes(html, stylePattern),
    },
    fill: (parts) => {
      if (parts === null) return { html: plain, styles: null };
      const { language, scheme, head, data, modules } = parts;
      const attributes = scheme === null ? '' : ` data-scheme="${scheme}"`;
      const { body, styles } = withoutStyleAttributes(parts.body);
      const next = withImports(modules);
      const sheets = next.flatMap(({ css }) => css.map((file) => link('stylesheet', file)));
      const code = next.map(({ file }) => link('modulepreload', file));
      const template = `<template id="${codeId}">`;
      const filled = fill(html, {
        '<html lang="en">': `<html lang="${language}"${attributes}>`,
        '<title>Dailies</title>': head.includes('<title>') ? head : `<title>Dailies</title>${head}`,
        '</head>': `${sheets.join('')}${styles}</head>`,
        '<!--body-->': body,
        [template]: template + code.join(''),
        '<!--data-->': `<script type="application/json" id="${firstDataId}">${data}</script>`,
      });
      return { html: filled, styles: hashes(styles, stylePattern)[0] ?? null };
    },
  };
}

const link = (rel: 'stylesheet' | 'modulepreload', file: string) =>
  `<link rel="${rel}" href="/${file}">`;

/** Replaces each text once, by itself: what people call their jobs is in it. */
function fill(html: string, values: Record<string, string>): string {
  const pattern = new RegExp(Object.keys(values).join('|'), 'g');
  return html.replace(pattern, (text) => values[text] ?? text);
}

/**
 * HTML whose style attributes are rules of a style element: the policy allows no attributes. What a rule could not hold is
 * left out. The page's code sets styles by itself, which is allowed.
 */
function withoutStyleAttributes(html: string): { body: string; styles: string } {
  const names = new Map<string, string>();
  const body = html.replace(/ style="([^"]*)"/g, (_, text: string) => {
    const style = unescapeHtml(text);
    if (/[{}<]/.test(style)) return '';
    const name = names.get(style) ?? String(names.size + 1);
    names.set(style, name);
    return ` data-style="${name}"`;
  });
  const rules = [...names].map(([style, name]) => `[data-style="${name}"]{${style}}`);
  return { body, styles: rules.length === 0 ? '' : `<style>${rules.join('')}</style>` };
}

/** Text of an attribute as React writes it. */
function unescapeHtml(text: string): string {
  const characters = { amp: '&', quot: '"', '#x27': "'", lt: '<', gt: '>' };
  return Object.entries(characters).reduce(
    (plain, [name, character]) => plain.replaceAll(`&${name};`, character),
    text,
  );
}

function hashes(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
}
