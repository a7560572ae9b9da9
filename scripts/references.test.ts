import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problems } from '../contract/problem.ts';

const root = join(import.meta.dirname, '..');

/** Text of every tracked source and Markdown file, by its path from the root. */
const files = new Map(
  execFileSync('git', ['ls-files', '-z', '--', '*.ts', '*.tsx', '*.mjs', '*.css', '*.md'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);

const markdown = [...files].filter(([path]) => path.endsWith('.md'));

/** Anchors of a Markdown file's headings, by GitHub's rule; null when there is no such file. */
function anchorsOf(path: string): Set<string> | null {
  const full = join(root, path);
  if (!existsSync(full)) return null;
  const headings = readFileSync(full, 'utf8').matchAll(/^#{1,6} +(.+?) *$/gm);
  return new Set([...headings].map(([, text = '']) => anchor(text)));
}

function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/ /g, '-');
}

function leadsSomewhere(path: string, fragment: string | undefined): boolean {
  if (fragment === undefined) return existsSync(join(root, path));
  return anchorsOf(path)?.has(fragment) ?? false;
}

/** `file: match` for every match of the pattern in the given files. */
function matches(pattern: RegExp, among: Iterable<[string, string]>): string[] {
  return [...among].flatMap(([path, text]) =>
    [...text.matchAll(pattern)].map(([found]) => `${path}: ${found}`),
  );
}

describe('references', () => {
  it('cites only documents and headings that exist', () => {
    const cited = /\bdocs\/[\w./-]*\w\.md(?:#([\w-]+))?/g;
    const broken = [...files].flatMap(([path, text]) =>
      [...text.matchAll(cited)]
        .filter(([found, fragment]) => !leadsSomewhere(found.split('#')[0] ?? '', fragment))
        .map(([found]) => `${path}: ${found}`),
    );
    expect(broken).toEqual([]);
  });

  it('links only to files and headings that exist', () => {
    const link = /\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g;
    const broken = markdown.flatMap(([path, text]) =>
      [...text.matchAll(link)]
        .filter(([, to = '', fragment]) => {
          const target = to === '' ? path : join(dirname(path), to);
          return !leadsSomewhere(target, fragment);
        })
        .map(([found]) => `${path}: ${found}`),
    );
    expect(broken).toEqual([]);
  });

  it('names only files and folders that exist in documents', () => {
    const named = /`((?:src|server|simulator|wire|contract|e2e|scripts|docs|\.github)\/[\w./-]*)`/g;
    const paths = markdown.flatMap(([path, text]) =>
      [...text.matchAll(named)].map(([, name = '']) => ({ path, name })),
    );
    expect(paths.filter(({ path }) => path === 'docs/architecture.md').length).toBeGreaterThan(10);
    expect(paths.filter(({ name }) => !existsSync(join(root, name)))).toEqual([]);
  });

  it('lists every problem code with its status in docs/api.md', () => {
    const rows = (files.get('docs/api.md') ?? '').matchAll(
      /^\| `(\w+)` \| (\d{3}) \| (yes|no) \|/gm,
    );
    const listed = [...rows].map(([, code, status, notSent]) => [code, `${status} ${notSent}`]);
    const defined = Object.entries(problems).map(([code, { status, cancelNotSent }]) => [
      code,
      `${status} ${cancelNotSent ? 'yes' : 'no'}`,
    ]);
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(defined));
  });

  it('has no marks of documents outside the repository', () => {
    expect(matches(/\b(?:reliability|metastudio-api|experience) ?(?:section )?\d/g, files)).toEqual(
      [],
    );
  });

  it('has no marks in test titles', () => {
    const tests = [...files].filter(([path]) => /\.(?:test|e2e)\.tsx?$/.test(path));
    expect(matches(/(?:\b[A-K]\d{2}:|\((?:[A-K]\d{2}|Q\d+)(?:, ?\w+)*\))/g, tests)).toEqual([]);
  });
});
