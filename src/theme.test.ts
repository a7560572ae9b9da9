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

describe.each(['light', 'dark'])('the pictures of the states, %s', (scheme) => {
  const sheet = readFileSync(join(root, 'theme.css'), 'utf8');
  const [light = '', dark = ''] = sheet.split(':root[data-mantine-color-scheme="dark"]');
  const css = scheme === 'light' ? light : dark;
  const icons = [
    'waiting',
    'processing',
    'succeed',
    'failed',
    'canceled',
    'block',
    'unknown',
  ] as const;

  it.each(icons)('%s has the path of its icon and the colour of its word', (name) => {
    const picture = new RegExp(`--icon-${name}: .*stroke='%23(\\w+)'.* d='([^']+)'`).exec(css);
    const token = name === 'unknown' ? 'ink' : `state-${name}`;
    const color = new RegExp(`--${token}: #(\\w+);`).exec(css)?.[1];
    expect([picture?.[1], picture?.[2]]).toEqual([color, iconPaths[name]]);
  });
});
