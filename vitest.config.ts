import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** How many storms the mirror is tested in: `npm test` runs vitest in the mode `thorough`, `npm run check` does not. */
const storms = (mode: string) => (mode === 'thorough' ? '2000' : '100');

/** How many random inputs each property is tried with (src/testing/holds.ts), in the same two modes. */
const propertyRuns = (mode: string) => (mode === 'thorough' ? 20_000 : 500);

export default defineConfig(({ mode }) => ({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          // Most of the page's rules need no document; making one takes a third of a second for each file.
          include: ['{wire,contract,server,simulator,scripts,src}/**/*.test.ts'],
          // The default of one second is shorter than a busy machine takes for a few requests.
          expect: { poll: { timeout: 10_000 } },
          env: { STORMS: storms(mode) },
          provide: { propertyRuns: propertyRuns(mode) },
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['src/**/*.test.tsx'],
        },
      },
    ],
  },
}));
