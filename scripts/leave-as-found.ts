import { afterAll, vi } from 'vitest';

// Test files share a process: the next one finds the globals and the clock as this one did.
afterAll(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.useRealTimers();
});
