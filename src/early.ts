/*
 * An inline script that runs before the page's code has loaded. It sends the first requests in parallel with that, and
 * sets the colour scheme: a dark page would flash white without it (docs/decisions/0004-small-first-load.md).
 */
import { listQuery, readListView } from './lib/list-view.ts';

declare global {
  interface Window {
    /** Replies to the first requests, by path; src/api/client.ts takes each at most once. */
    dailiesEarly?: Map<string, Promise<Response>>;
  }
}

function colorScheme(): string {
  let preference: string | null = null;
  try {
    preference = localStorage.getItem('mantine-color-scheme-value');
  } catch {
    // Storage may be blocked: the system's scheme applies.
  }
  if (preference === 'light' || preference === 'dark') return preference;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

document.documentElement.dataset.mantineColorScheme = colorScheme();

// With a start-up token in the URL there is no session yet, and every request would be refused.
if (!location.hash.startsWith('#token=')) {
  const paths = ['/api/session'];
  if (location.pathname === '/') {
    paths.push(`/api/jobs?${listQuery(readListView(location.search), Date.now())}`);
  }
  window.dailiesEarly = new Map(
    paths.map((path) => {
      const reply = fetch(path, { headers: { Accept: 'application/json' } });
      // src/api/client.ts handles the failure; without this it counts as unhandled until then.
      reply.catch(() => undefined);
      return [path, reply];
    }),
  );
}
