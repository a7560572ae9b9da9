/*
 * Runs as a small inline script before the rest of the page has been loaded: it sends the first questions while the
 * code is still on its way, and sets the colour scheme so that a dark page never flashes white.
 */
import { listRequest, readListView } from './lib/list-view.ts';

declare global {
  interface Window {
    /** Replies to the first questions, by their path; src/api/client.ts takes each at most once. */
    dailiesEarly?: Map<string, Promise<Response>>;
  }
}

function colorScheme(): string {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem('mantine-color-scheme-value');
  } catch {
    // Storage may be blocked; the system's scheme will do.
  }
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

document.documentElement.dataset.mantineColorScheme = colorScheme();

// With a start-up token in the URL nobody is signed in yet, and every question would be refused.
if (!location.hash.startsWith('#token=')) {
  const paths = ['/api/session'];
  if (location.pathname === '/') paths.push(listRequest(readListView(location.search), Date.now()));
  window.dailiesEarly = new Map(
    paths.map((path) => {
      const reply = fetch(path, { headers: { Accept: 'application/json' } });
      // Whoever takes the reply sees the failure; until then it must not count as unhandled.
      reply.catch(() => undefined);
      return [path, reply];
    }),
  );
}
