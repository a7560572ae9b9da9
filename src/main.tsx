import '@mantine/core/styles/default-css-variables.layer.css';
import '@mantine/core/styles/baseline.layer.css';
import '@mantine/core/styles/global.layer.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/core/styles/Button.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Input.layer.css';
import './theme.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { createQueryClient } from './api/query-client.ts';
import { signIn } from './api/session.ts';
import { preferredLanguage, startI18n } from './lib/i18n.ts';
import { storedLanguage } from './lib/preferences.ts';
import { createRouter } from './routes.tsx';
import { cssVariablesResolver, theme } from './theme.ts';

declare global {
  /** Nonce for the style tag of react-remove-scroll, which Mantine uses below a dialog. */
  var __webpack_nonce__: string | undefined;
}

const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
globalThis.__webpack_nonce__ = nonce;

/** Decodes URL-encoded text; returns invalid encoding unchanged. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Removes the start-up token from the URL, where it could be copied or bookmarked, and signs in with it (docs/promises.md#start-up-token). */
async function signInWithToken(): Promise<void> {
  const token = /^#token=(.*)$/.exec(window.location.hash)?.[1];
  if (token === undefined) return;
  window.history.replaceState(null, '', window.location.pathname + window.location.search);
  // A used token is refused; the page then shows the sign-in form.
  await signIn({ token: decode(token) }).catch(() => undefined);
}

async function start(root: HTMLElement): Promise<void> {
  const language = storedLanguage() ?? preferredLanguage(navigator.languages);
  await Promise.all([startI18n(language), signInWithToken()]);
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
    // The words may not have been loaded: both languages at once.
    root.textContent =
      'Dailies could not be loaded. Please load the page again. · 页面加载失败，请重新加载。';
  });
}
