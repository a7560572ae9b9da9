import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = import.meta.dirname;
const styleSheets = readdirSync(root, { encoding: 'utf8', recursive: true }).filter((name) =>
  name.endsWith('.module.css'),
);

it('finds the style sheets', () => {
  expect(styleSheets.length).toBeGreaterThan(20);
});

it.each(styleSheets)('%s takes its colours from theme.css', (name) => {
  const css = readFileSync(join(root, name), 'utf8').replace(/\/\*.*?\*\//gs, '');
  expect(css.match(/#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(/gi) ?? []).toEqual([]);
});

describe('the pictures of the states', () => {
  const css = readFileSync(join(root, 'theme.css'), 'utf8');
  const drawing = readFileSync(join(root, 'components/job/state-icons.svg'), 'utf8');
  const icons = [
    'waiting',
    'processing',
    'succeed',
    'failed',
    'canceled',
    'block',
    'unknown',
  ] as const;

  const pictures = [
    ...drawing.matchAll(/translate\((\d+) (\d+)\)" stroke="#(\w+)" d="([^"]+)"/g),
  ].map(([, ...picture]) => picture);

  it.each(icons)('%s has its own row, one drawing in the colours of its word', (name) => {
    const y = String(24 * icons.indexOf(name));
    const token = name === 'unknown' ? 'ink' : `state-${name}`;
    const [, light, dark] =
      new RegExp(`--${token}: light-dark\\(#(\\w+), #(\\w+)\\);`).exec(css) ?? [];
    const row = pictures.filter(([, top]) => top === y);
    expect(row.map(([left, , colour]) => [left, colour])).toEqual([
      ['0', light],
      ['24', dark],
    ]);
    expect(new Set(row.map(([, , , path]) => path)).size).toBe(1);
    const badge = readFileSync(join(root, 'components/job/StateBadge.module.css'), 'utf8');
    expect(badge).toMatch(
      new RegExp(`\\.${name.toUpperCase()} {[^}]*--icon: ${icons.indexOf(name)};`),
    );
  });
});
