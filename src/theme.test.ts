import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

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
