import { type ComponentType, lazy, useState } from 'react';

type PageModule = { Component: ComponentType };

/** A page whose code is not in the first chunk. */
export type LatePage = {
  Component: ComponentType;
  /** Loads the code, once. @throws what `import` throws; the next call tries again */
  load: () => Promise<ComponentType>;
};

/**
 * A page whose code loads with its first use. Unlike that of React Router's `lazy`, it is drawn within the click once its code
 * is there: a lazy route is always shown in a transition, even when it was loaded before.
 */
export function latePage(importPage: () => Promise<PageModule>): LatePage {
  let loaded: ComponentType | null = null;
  let loading: Promise<ComponentType> | null = null;
  const load = () => {
    loading ??= importPage().then(
      ({ Component }) => {
        loaded = Component;
        return Component;
      },
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  // Until it is there, the page before stays on screen: navigations are transitions.
  const Awaited = lazy(async () => ({ default: await load() }));
  function Late() {
    const [Page] = useState(() => loaded ?? Awaited);
    return <Page />;
  }
  return { Component: Late, load };
}
