import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** True while the server draws the page, and while the page's code takes over what the server has drawn. */
export function useIsHydrating(): boolean {
  return useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
}
