import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { cancelOutcomes } from '../../contract/cancel.ts';
import { mediaProblems } from '../../contract/media.ts';
import { problems } from '../../contract/problem.ts';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';

type Words = { [key: string]: string | Words };

/** Keys of all words, without their plural forms: Chinese has one and English two. */
function keys(words: Words, path = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [path + key.replace(/_(one|other)$/, '')]
      : keys(value, `${path}${key}.`),
  );
}

describe('the locales', () => {
  it('have the same keys in both languages', () => {
    expect(new Set(keys(zh))).toEqual(new Set(keys(en)));
  });

  it('have the same placeholders in both languages', () => {
    const values = (words: Words): string[] =>
      Object.values(words).flatMap((value) =>
        typeof value === 'string' ? [value] : values(value),
      );
    const names = (text: string) =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)]
        .map((match) => match[1] ?? '')
        .toSorted((a, b) => a.localeCompare(b));
    const find = (words: Words, key: string): string | undefined =>
      key
        .split('.')
        .reduce<string | Words | undefined>(
          (at, part) => (typeof at === 'object' ? at[part] : undefined),
          words,
        ) as string | undefined;
    for (const key of keys(zh)) {
      const english = find(en, key) ?? find(en, `${key}_other`);
      const chinese = find(zh, key) ?? find(zh, `${key}_other`);
      expect([key, names(chinese ?? '')]).toEqual([key, names(english ?? '')]);
    }
    expect(values(zh).every((value) => value.trim() !== '')).toBe(true);
  });

  it('have words for every problem code, cancel outcome and media problem of the contract', () => {
    expect(Object.keys(en.problem)).toEqual(expect.arrayContaining(Object.keys(problems)));
    expect(Object.keys(en.cancel.outcome)).toEqual(expect.arrayContaining([...cancelOutcomes]));
    expect(Object.keys(en.player.problem)).toEqual(expect.arrayContaining([...mediaProblems]));
  });
});

describe('pages and components', () => {
  const root = join(import.meta.dirname, '..');
  const files = ['pages', 'components'].flatMap((folder) =>
    readdirSync(join(root, folder), { encoding: 'utf8', recursive: true })
      .filter((name) => name.endsWith('.tsx') && !name.endsWith('.test.tsx'))
      .map((name) => join(folder, name)),
  );

  it.each(files)('%s has no literal words of its own', (file) => {
    const { program } = parseSync(file, readFileSync(join(root, file), 'utf8'));
    expect(literals(program)).toEqual([]);
  });
});

/** Attributes whose text is shown or read aloud. */
const visibleAttributes = new Set([
  'title',
  'aria-label',
  'label',
  'placeholder',
  'alt',
  'description',
  'aria-description',
]);
/** The product's name and the languages' own names are the same in every language. */
const untranslated = new Set(['Dailies', 'English', '中文']);

function literals(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(literals);
  if (typeof node !== 'object' || node === null || !('type' in node)) return [];
  const found: string[] = [];
  const word = (value: unknown) => {
    if (typeof value === 'string' && /\p{L}{2,}/u.test(value) && !untranslated.has(value.trim()))
      found.push(value);
  };
  if (node.type === 'JSXText' && 'value' in node) word(node.value);
  if (node.type === 'JSXAttribute' && 'name' in node && 'value' in node) {
    const { name, value } = node as {
      name: { name?: unknown };
      value: { type?: string; value?: unknown } | null;
    };
    if (visibleAttributes.has(String(name.name)) && value?.type === 'Literal') word(value.value);
  }
  return [...found, ...Object.values(node).flatMap(literals)];
}
