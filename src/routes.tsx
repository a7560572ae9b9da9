import { createBrowserRouter } from 'react-router';
import { Layout } from './pages/frame/Layout.tsx';
import { RouteError } from './pages/frame/RouteError.tsx';
import { Component as JobsPage } from './pages/jobs/JobsPage.tsx';

/** Vite removes them from the production build. */
const developmentRoutes = import.meta.env.DEV
  ? [{ path: 'catalogue', lazy: () => import('./catalogue/CataloguePage.tsx') }]
  : [];

/**
 * The page's routes. The list is in the first chunk (docs/decisions/0004-small-first-load.md), other pages load when
 * opened. There are no loaders: React Query fetches.
 */
export const createRouter = () =>
  createBrowserRouter([
    {
      path: '/',
      Component: Layout,
      HydrateFallback: () => null,
      children: [
        {
          ErrorBoundary: RouteError,
          children: [
            { index: true, Component: JobsPage },
            { path: 'jobs/:jobId', lazy: () => import('./pages/job/JobPage.tsx') },
            ...developmentRoutes,
            { path: '*', lazy: () => import('./pages/frame/NotFoundPage.tsx') },
          ],
        },
      ],
    },
  ]);
