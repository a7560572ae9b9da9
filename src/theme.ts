import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The accent colour. White text on shade 8 has a contrast of 6:1. */
const teal: MantineColorsTuple = [
  '#e9f6f5',
  '#d5ebe9',
  '#abd7d4',
  '#7ec3be',
  '#5ab3ad',
  '#40a49d',
  '#2b928b',
  '#187d77',
  '#0d6661',
  '#07504c',
];

/** Grounds and text of the dark scheme: near-black around video, and text below full white. */
const dark: MantineColorsTuple = [
  '#dfe3e4',
  '#aeb6b8',
  '#8b9496',
  '#5d6668',
  '#363d3f',
  '#2a3032',
  '#1f2426',
  '#14181a',
  '#0f1213',
  '#0a0c0d',
];

/** Mantine's theme, for menus and dialogs; everything else takes its colours from theme.css. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  colors: { teal, dark },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontWeight: '600' },
});

/** Colours of small text: some of Mantine's own have a contrast below 4.5:1. */
export const cssVariablesResolver: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#566063',
    '--mantine-color-error': '#a8221f',
    '--mantine-color-placeholder': '#697275',
    '--mantine-color-anchor': teal[8],
  },
  dark: {
    '--mantine-color-dimmed': dark[1],
    '--mantine-color-error': colors.red[4],
    '--mantine-color-placeholder': dark[2],
    '--mantine-color-anchor': teal[3],
  },
});
