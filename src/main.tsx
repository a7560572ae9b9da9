import '@mantine/core/styles/default-css-variables.layer.css';
import '@mantine/core/styles/baseline.layer.css';
import '@mantine/core/styles/global.layer.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/core/styles/Button.layer.css';
import '@mantine/core/styles/ActionIcon.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/Loader.layer.css';
import './theme.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { createQueryClient } from './api/query-client.ts';
import { signIn } from './api/session.ts';
import { preferredLanguage, startI18n } from './lib/i18n.ts';
import { usePreferences } from './lib/preferences.ts';
import { createRouter } from './routes.tsx';
import { cssVariablesResolver, theme } from './theme.ts';

declare global {
  /** Read by the library that keeps the page from scrolling behind a dialog, for the style tag that it writes. */
  var __webpack_nonce__: string | undefined;
}

const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
globalThis.__webpack_nonce__ = nonce;

/** The text that was encoded for the URL; text that is no encoding is itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Takes the start-up token out of the URL before anything can copy it, and signs in with it. */
async function takeToken(): Promise<void> {
  const token = /^#token=(.*)$/.exec(window.location.hash)?.[1];
  if (token === undefined) return;
  window.history.replaceState(null, '', window.location.pathname + window.location.search);
  // A token that was used up already is refused; the page then says that nobody is signed in, and how to.
  await signIn({ token: decoded(token) }).catch(() => undefined);
}

async function start(root: HTMLElement): Promise<void> {
  const language = usePreferences.getState().language ?? preferredLanguage(navigator.languages);
  await Promise.all([startI18n(language), takeToken()]);
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={createQueryClient()}>
          <RouterProvider router={createRouter()} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root !== null) {
  start(root).catch(() => {
    // Not even the words could be loaded, so there is no language to say it in but both.
    root.textContent =
      'Dailies could not be loaded. Please load the page again. · 页面加载失败，请重新加载。';
  });
}
