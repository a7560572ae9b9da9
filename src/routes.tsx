import { createBrowserRouter, type RouteObject } from 'react-router';
import { Layout } from './pages/frame/Layout.tsx';
import { RouteError } from './pages/frame/RouteError.tsx';
import { JobsPage } from './pages/jobs/JobsPage.tsx';

/** Vite removes them from the production build. */
const developmentRoutes = import.meta.env.DEV
  ? [{ path: 'catalogue', lazy: () => import('./catalogue/CataloguePage.tsx') }]
  : [];

const loadJobPage = () => import('./pages/job/JobPage.tsx');

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
          { index: true, element: <JobsPage loadJobPage={loadJobPage} /> },
          { path: 'jobs/:jobId', lazy: loadJobPage },
          { path: 'people', lazy: () => import('./pages/people/PeoplePage.tsx') },
          ...developmentRoutes,
          { path: '*', lazy: () => import('./pages/frame/NotFoundPage.tsx') },
        ],
      },
    ],
  },
];

/**
 * The router of the browser. It is ready once the code of the page that the URL names is there: what the server has drawn
 * stays on screen until then.
 */
export async function startRouter() {
  const router = createBrowserRouter(pageRoutes);
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
