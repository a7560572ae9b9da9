import { useState } from 'react';

export type CopyState = 'idle' | 'copied' | 'refused';

/** Copies texts, and tells whether the browser let it happen: it refuses on a page without https and by its settings. */
export function useCopy() {
  const [state, setState] = useState<CopyState>('idle');
  return {
    state,
    copy: async (text: string) => {
      try {
        await navigator.clipboard.writeText(text);
        setState('copied');
      } catch {
        setState('refused');
      }
    },
    clear: () => setState('idle'),
  };
}
