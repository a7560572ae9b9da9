import { type Arbitrary, assert, asyncProperty, property, stringify } from 'fast-check';
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

/**
 * Checks a value by rules that have names. An `expect` for each rule, 20 µs, takes longer than most code under test.
 *
 * @throws Error with the names of the rules that it breaks, and the value
 */
export function obeys(value: unknown, rules: Readonly<Record<string, boolean>>): void {
  const broken = Object.keys(rules).filter((rule) => rules[rule] !== true);
  if (broken.length > 0) throw new Error(`Not so: ${broken.join('; ')}: ${stringify(value)}`);
}

/** Whether two lists have the same items in the same order. */
export function sameItems(list: readonly unknown[], other: readonly unknown[]): boolean {
  return list.length === other.length && list.every((item, i) => item === other[i]);
}
