import '@mantine/core/styles/global.layer.css';
import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  MantineProvider,
  mergeMantineTheme,
} from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useScheme } from '../../lib/preferences.ts';
import { cssVariablesResolver, theme } from '../../theme.ts';

/*
 * Mantine's provider would write its variables into a style element, which the content security policy does not allow. A
 * sheet that code makes is not subject to it.
 */
const merged = mergeMantineTheme(DEFAULT_THEME, theme);
const sheet = new CSSStyleSheet();
sheet.replaceSync(
  [defaultCssVariablesResolver(merged), cssVariablesResolver(merged)]
    .map((variables) => convertCssVariables(variables))
    .join('\n'),
);
document.adoptedStyleSheets.push(sheet);

/** Menus and dialogs are Mantine's. They load when they are needed, and this with them. */
export function MantineParts({ children }: { children: ReactNode }) {
  const chosen = useScheme(({ scheme }) => scheme);
  const system = useColorScheme();
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={chosen === 'auto' ? system : chosen}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  );
}
