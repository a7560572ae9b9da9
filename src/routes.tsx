import { createBrowserRouter } from 'react-router';
import { Layout } from './pages/Layout.tsx';
import { NotFoundPage } from './pages/NotFoundPage.tsx';
import { RouteError } from './pages/RouteError.tsx';

/** Every page is a chunk of its own; data is the queries' business, so there are no loaders. */
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
            { index: true, lazy: () => import('./pages/JobsPage.tsx') },
            { path: 'jobs/:jobId', lazy: () => import('./pages/JobPage.tsx') },
            { path: '*', Component: NotFoundPage },
          ],
        },
      ],
    },
  ]);
