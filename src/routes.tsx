import { createBrowserRouter } from 'react-router';
import { Layout } from './pages/frame/Layout.tsx';
import { NotFoundPage } from './pages/frame/NotFoundPage.tsx';
import { RouteError } from './pages/frame/RouteError.tsx';
import { Component as JobsPage } from './pages/jobs/JobsPage.tsx';

/**
 * The home page comes with the frame, since a chunk of its own would be one more round trip for nearly everybody; the others
 * are loaded when they are opened. Data is the queries' business, so there are no loaders.
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
            { path: '*', Component: NotFoundPage },
          ],
        },
      ],
    },
  ]);
