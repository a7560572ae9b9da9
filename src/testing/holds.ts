import { type Arbitrary, assert, asyncProperty, property } from 'fast-check';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Inputs that each property is tried with (vitest.config.ts). */
    propertyRuns: number;
  }
}

/**
 * Tries a property with random inputs.
 *
 * @param check throws when the input breaks the property
 * @throws Error with the smallest input that breaks it, and the seed that repeats it
 */
export function holds<T>(inputs: Arbitrary<T>, check: (input: T) => void): void {
  const claim = property(inputs, (input) => {
    check(input);
  });
  void assert(claim, { numRuns: inject('propertyRuns') });
}

/** The same for a property that takes waiting. @throws as {@link holds} */
export async function holdsLater<T>(
  inputs: Arbitrary<T>,
  check: (input: T) => Promise<void>,
): Promise<void> {
  await assert(asyncProperty(inputs, check), { numRuns: inject('propertyRuns') });
}
