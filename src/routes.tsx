import { createBrowserRouter, matchPath, type RouteObject } from 'react-router';
import { latePage } from './lib/late-page.tsx';
import { Layout } from './pages/frame/Layout.tsx';
import { RouteError } from './pages/frame/RouteError.tsx';
import { JobsPage } from './pages/jobs/JobsPage.tsx';

/** Vite removes them from the production build. */
const developmentRoutes = import.meta.env.DEV
  ? [{ path: 'catalogue', lazy: () => import('./catalogue/CataloguePage.tsx') }]
  : [];

const jobPath = '/jobs/:jobId';
const jobPage = latePage(() => import('./pages/job/JobPage.tsx'));

/**
 * The page's routes. The list is in the first chunk (docs/decisions/0004-small-first-load.md), other pages load when
 * opened. There are no loaders: React Query fetches.
 */
export const pageRoutes: RouteObject[] = [
  {
    path: '/',
    Component: Layout,
    HydrateFallback: () => null,
    children: [
      {
        ErrorBoundary: RouteError,
        children: [
          { index: true, element: <JobsPage loadJobPage={jobPage.load} /> },
          { path: jobPath, Component: jobPage.Component },
          { path: 'people', lazy: () => import('./pages/people/PeoplePage.tsx') },
          ...developmentRoutes,
          { path: '*', lazy: () => import('./pages/frame/NotFoundPage.tsx') },
        ],
      },
    ],
  },
];

/** Loads the code of a page that React Router does not wait for. When that fails, the page tries again, and tells. */
export async function loadPageOf(path: string): Promise<void> {
  if (matchPath(jobPath, path)) await jobPage.load().catch(() => undefined);
}

/**
 * The router of the browser. It is ready once the code of the page that the URL names is there: what the server has drawn
 * stays on screen until then.
 */
export async function startRouter() {
  const router = createBrowserRouter(pageRoutes);
  await loadPageOf(window.location.pathname);
  if (!router.state.initialized) {
    await new Promise<void>((resolve) => {
      const stop = router.subscribe(({ initialized }) => {
        if (!initialized) return;
        stop();
        resolve();
      });
    });
  }
  return router;
}
