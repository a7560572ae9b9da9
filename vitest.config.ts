import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * How much is tried: `npm test` runs vitest in the mode `thorough`, `npm run check` does not.
 */
const efforts = {
  quick: { storms: '100', propertyRuns: 500, cancelRounds: 1, crowds: [1, 100] },
  thorough: { storms: '2000', propertyRuns: 20_000, cancelRounds: 4, crowds: [1, 10, 100] },
};

/**
 * Files that try much, the longest first. In a fresh clone vitest knows no times and begins with the largest files, which
 * these are not: one that is begun last runs alone.
 */
const longest = [
  /\/mirror\/model\.test\.ts$/,
  /\/cancel\/truth\.test\.ts$/,
  /\.property\.test\.ts$/,
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = longest.findIndex((name) => name.test(moduleId));
      return found === -1 ? longest.length : found;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig(({ mode }) => {
  const isThorough = mode === 'thorough';
  const { storms, ...provide } = efforts[isThorough ? 'thorough' : 'quick'];
  return {
    test: {
      // By default one core is left free, which is half of a small machine.
      maxWorkers: '100%',
      // Long enough for all random inputs, and for a machine that does other work beside.
      testTimeout: 120_000,
      // The default of one second is shorter than a busy machine takes for a few requests.
      expect: { poll: { timeout: 10_000 } },
      // Files share processes and the modules in them: loading those anew for each file was half of the work.
      isolate: false,
      setupFiles: 'scripts/leave-as-found.ts',
      ...(isThorough ? { sequence: { sequencer: LongestFirst } } : {}),
      projects: [
        {
          extends: true,
          test: {
            name: 'node',
            environment: 'node',
            // Most of the page's rules need no document; making one takes a third of a second for each file.
            include: ['{wire,contract,server,simulator,scripts,src}/**/*.test.ts'],
            globalSetup: 'server/testing/serve-postgres.ts',
            env: { STORMS: storms },
            provide,
          },
        },
        {
          extends: true,
          plugins: [react()],
          test: {
            name: 'dom',
            environment: 'happy-dom',
            include: ['src/**/*.test.tsx'],
          },
        },
      ],
    },
  };
});
