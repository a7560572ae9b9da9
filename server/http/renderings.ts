import type { Stale } from '../../contract/job.ts';
import type { Cached } from '../jobs/cache.ts';
import { isoTime } from '../lib/clock.ts';
import { type Rendered, render } from './reply.ts';

/** Makes the bytes of an answer once for each value read, however often it is given out. */
export class Renderings<T extends object> {
  readonly #known = new WeakMap<T, { key: string; rendered: Rendered }>();
  readonly #fixed: (value: T, stale: Stale | null) => object;
  readonly #withNow: boolean;

  /**
   * @param fixed all of the body but its times
   * @param withNow whether the body ends in `serverNow`
   */
  constructor(fixed: (value: T, stale: Stale | null) => object, withNow: boolean) {
    this.#fixed = fixed;
    this.#withNow = withNow;
  }

  of({ value, readAt, stale }: Cached<T>): Rendered {
    const key = `${readAt} ${stale?.since ?? ''} ${stale?.problem.code ?? ''}`;
    const known = this.#known.get(value);
    if (known?.key === key) return known.rendered;
    const mark = stale && { since: isoTime(stale.since), problem: stale.problem };
    const rendered = render(this.#fixed(value, mark), isoTime(readAt), this.#withNow);
    this.#known.set(value, { key, rendered });
    return rendered;
  }
}
