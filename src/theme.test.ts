import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { iconPaths } from './components/ui/icon-paths.ts';

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
  const icons = [
    'waiting',
    'processing',
    'succeed',
    'failed',
    'canceled',
    'block',
    'unknown',
  ] as const;

  it.each(icons)('%s has the path of its icon and the colours of its word', (name) => {
    const declaration = css.split(`--icon-${name}:`)[1]?.split(';\n')[0] ?? '';
    const pictures = [...declaration.matchAll(/stroke='%23(\w+)'.* d='([^']+)'/g)];
    const token = name === 'unknown' ? 'ink' : `state-${name}`;
    const [, light, dark] =
      new RegExp(`--${token}: light-dark\\(#(\\w+), #(\\w+)\\);`).exec(css) ?? [];
    expect(pictures.map(([, color, path]) => [color, path])).toEqual([
      [light, iconPaths[name]],
      [dark, iconPaths[name]],
    ]);
  });
});
