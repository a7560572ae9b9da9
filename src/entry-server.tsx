import { QueryClientProvider } from '@tanstack/react-query';
import { renderToString } from 'react-dom/server';
import {
  createStaticHandler,
  createStaticRouter,
  matchPath,
  StaticRouterProvider,
} from 'react-router';
import { jobTypes } from '../contract/job.ts';
import type {
  FirstData,
  FirstHtml,
  OpenedPage,
  PageData,
  PageRenderer,
  PageRequest,
} from '../contract/page.ts';
import { fillCache } from './api/first-data.ts';
import { createQueryClient } from './api/query-client.ts';
import { startClock } from './lib/clock.ts';
import { type ColorScheme, readPreferences } from './lib/cookies.ts';
import { addWords, setLanguage } from './lib/i18n.ts';
import { setTimeZone } from './lib/intl.ts';
import { type Language, preferredLanguage } from './lib/languages.ts';
import { type ListView, listQuery, readListView, writeListView } from './lib/list-view.ts';
import english from './lib/locales/en.json';
import chinese from './lib/locales/zh-CN.json';
import { useScheme } from './lib/preferences.ts';
import { loadPageOf, pageRoutes } from './routes.tsx';

addWords('en', english);
addWords('zh-CN', chinese);

const handler = createStaticHandler(pageRoutes);
// The code of all pages now, and not with the first request for each: by then another build may be in its place.
await Promise.all(['/people', '/nowhere'].map((path) => handler.query(requestOf(path))));
await loadPageOf('/jobs/1');

/** Pages whose code is not in the first chunk. */
const lazyPages = [
  ['/jobs/:jobId', 'src/pages/job/JobPage.tsx'],
  ['/people', 'src/pages/people/PeoplePage.tsx'],
] as const;

/** Whom a page is drawn for. */
type Reader = { language: Language; scheme: ColorScheme; timeZone: string };

/** The page on the server (docs/decisions/0019-rows-in-the-first-html.md). */
export const renderer: PageRenderer = { open };

function open({ path, search, cookies, acceptLanguage, now }: PageRequest): OpenedPage {
  const { language: chosen, scheme, timeZone: own } = readPreferences(cookies);
  const language = chosen ?? preferredLanguage(wantedLanguages(acceptLanguage));
  const timeZone = own ?? 'UTC';
  const reader: Reader = { language, scheme, timeZone };
  setTimeZone(timeZone);
  const view = readListView(search);
  const shows = dataOf(path, search, view, now);
  const isList = shows?.kind === 'list';
  return {
    key: JSON.stringify([path, isList ? writeListView(view) : search, reader]),
    language,
    scheme: scheme === 'auto' ? null : scheme,
    shows,
    modules: [
      `src/lib/locales/${language}.json`,
      ...lazyPages.filter(([page]) => matchPath(page, path)).map(([, file]) => file),
    ],
    render: (data) => render(path + search, reader, view, { ...data, timeZone }),
  };
}

function dataOf(path: string, search: string, view: ListView, now: number): PageData {
  if (path === '/') return { kind: 'list', query: listQuery(view, now) };
  const id = matchPath('/jobs/:jobId', path)?.params.jobId;
  if (id === undefined) return null;
  const hint = new URLSearchParams(search).get('type');
  return { kind: 'job', id, type: jobTypes.find((type) => type === hint) ?? null };
}

async function render(
  path: string,
  { language, scheme, timeZone }: Reader,
  view: ListView,
  data: FirstData,
): Promise<FirstHtml> {
  const context = await handler.query(requestOf(path));
  if (context instanceof Response) throw new Error('A page of the list has no redirects.');
  if (context.errors) throw Object.values(context.errors)[0];
  const client = createQueryClient();
  fillCache(client, data, view);
  // From here on nothing waits: what is set for this reader is not changed by another one.
  setLanguage(language);
  setTimeZone(timeZone);
  startClock(data.now);
  useScheme.setState({ scheme });
  const html = renderToString(
    <QueryClientProvider client={client}>
      <StaticRouterProvider
        router={createStaticRouter(handler.dataRoutes, context)}
        context={context}
        hydrate={false}
      />
    </QueryClientProvider>,
  );
  client.clear();
  // React puts what belongs into the head before everything else.
  const head = /^(?:<title>.*?<\/title>|<(?:link|meta) [^>]*>)*/s.exec(html)?.[0] ?? '';
  return { head: withoutPreloads(head), body: html.slice(head.length), data: inScript(data) };
}

/** Pictures are in the same document: a browser finds them there as early, and has less to read before the rows. */
function withoutPreloads(head: string): string {
  return head.replace(/<link rel="preload" [^>]*>/g, '');
}

function requestOf(path: string): Request {
  return new Request(`http://localhost${path}`);
}

/** Tags of an Accept-Language header, the most wanted first. */
function wantedLanguages(header: string): string[] {
  return header
    .split(',')
    .map((range) => {
      const [tag = '', weight = ''] = range.split(';', 2);
      return { tag: tag.trim(), weight: Number(/^\s*q=([\d.]+)$/.exec(weight)?.[1] ?? 1) };
    })
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}

/** JSON that cannot end the script element around it, whatever people call their jobs. */
function inScript(data: FirstData): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
