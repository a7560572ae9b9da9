import './theme.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, useEffect } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import type { FirstData } from '../contract/page.ts';
import { fillCache, readFirstData } from './api/first-data.ts';
import { createQueryClient } from './api/query-client.ts';
import { signIn } from './api/session.ts';
import { startClock } from './lib/clock.ts';
import { readPreferences, storePreference } from './lib/cookies.ts';
import { startAnswering } from './lib/early-use.ts';
import { showLanguage, showOwnTimes } from './lib/i18n.ts';
import { setTimeZone } from './lib/intl.ts';
import { preferredLanguage } from './lib/languages.ts';
import { readListView } from './lib/list-view.ts';
import { useScheme } from './lib/preferences.ts';
import { startRouter } from './routes.tsx';

/** Decodes URL-encoded text; returns invalid encoding unchanged. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Removes the start-up token from the URL, where it could be copied or bookmarked, and signs in with it
 * (docs/promises.md#start-up-token).
 */
async function signInWithToken(token: string): Promise<void> {
  window.history.replaceState(null, '', window.location.pathname + window.location.search);
  // A used token is refused; the page then shows the sign-in form.
  await signIn({ token: decode(token) }).catch(() => undefined);
}

/**
 * Draws the times again once the page has taken over what the server drew in another zone, and tells the server the right
 * one for the next visit.
 */
function OwnTimes({ drawn }: { drawn: string }) {
  useEffect(() => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (own === drawn) {
      setTimeZone(undefined);
      return;
    }
    storePreference('timeZone', own);
    showOwnTimes();
  }, [drawn]);
  return null;
}

/** Tells the document that the page's code is there. */
function Started() {
  useEffect(() => {
    // In a task of its own: it lays the rows out that are hidden until then (src/components/list/table/JobTable.module.css).
    setTimeout(startAnswering);
  }, []);
  return null;
}

async function start(root: HTMLElement, first: FirstData | null): Promise<void> {
  const { language, scheme } = readPreferences(document.cookie);
  useScheme.setState({ scheme });
  // What the server has drawn is in the language of its request, which need not be the first of this browser's.
  const wanted = first === null ? navigator.languages : [document.documentElement.lang];
  const client = createQueryClient();
  if (first !== null) {
    startClock(first.now);
    setTimeZone(first.timeZone);
    fillCache(client, first, readListView(window.location.search));
  }
  const [router] = await Promise.all([
    startRouter(),
    showLanguage(language ?? preferredLanguage(wanted)),
  ]);
  const page = (
    <StrictMode>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
        {first !== null && <OwnTimes drawn={first.timeZone} />}
        <Started />
      </QueryClientProvider>
    </StrictMode>
  );
  if (first === null) createRoot(root).render(page);
  else hydrateRoot(root, page);
}

async function main(root: HTMLElement): Promise<void> {
  const token = /^#token=(.*)$/.exec(window.location.hash)?.[1];
  if (token === undefined) {
    await start(root, readFirstData());
    return;
  }
  // What the server has drawn is for someone who is not signed in.
  await signInWithToken(token);
  root.replaceChildren();
  root.hidden = false;
  await start(root, null);
}

const root = document.getElementById('root');
if (root !== null) {
  main(root).catch(() => {
    // The words may not have been loaded: both languages at once.
    root.hidden = false;
    root.textContent =
      'Dailies could not be loaded. Please load the page again. · 页面加载失败，请重新加载。';
  });
}
