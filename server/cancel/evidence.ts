import type { CancelOutcome } from '../../contract/cancel.ts';
import type { JobState } from '../../contract/state.ts';
import { isProof, outcomeAfter } from './outcome.ts';
import type { SendResult } from './send.ts';

/** What one read says. It knows nothing that happened after it began, and a lagging copy may know less. */
export type Reading = { state: JobState | 'missing'; beganAt: number };

/** A read that says "not canceled" counts only if a second one, begun so much later, says the same. */
export const confirmAfterMs = 5000;

/** A job that is still waiting so long after a cancel may be canceled once more, knowingly. */
const defaultTryAgainMs = 60_000;

/** A cancel that was sent may still take effect for so long after the first read. */
const mayTakeEffectMs = 30 * 60_000;

/**
 * Collects what reads say after a cancel, and tells when they prove its outcome (docs/promises.md#cancel-evidence):
 * a state that a job can only reach by starting, ending or being canceled proves it at once; any other,
 * or a job that is not found, only when two reads some seconds apart agree, both begun when the cancel could not take
 * effect any more: at once after a refusal, else half an hour after the first read.
 */
export class Evidence {
  readonly #result: SendResult['kind'];
  readonly #tryAgainMs: number;
  #firstAt: number | null = null;
  #waitingSince: number | null = null;
  #mayTryAgain = false;
  /** What the last reads agree on, and since when; null before the first read that counts. */
  #weak: { state: Reading['state']; since: number } | null = null;

  /**
   * @param result what the answer to the request said; `ambiguous` when it is not known, as after a restart
   * @param tryAgainMs how long reads must have said WAITING before another request may be sent; null: a minute
   */
  constructor(result: SendResult['kind'], tryAgainMs: number | null = null) {
    this.#result = result;
    this.#tryAgainMs = tryAgainMs ?? defaultTryAgainMs;
  }

  /** True once reads have said WAITING, and nothing else, for that long. */
  get mayTryAgain(): boolean {
    return this.#mayTryAgain;
  }

  /** The outcome that this reading proves together with the earlier ones; null while they prove none. */
  add({ state, beganAt }: Reading): CancelOutcome | null {
    this.#firstAt ??= beganAt;
    this.#waitingSince = state === 'WAITING' ? (this.#waitingSince ?? beganAt) : null;
    const waitedMs = this.#waitingSince === null ? 0 : beganAt - this.#waitingSince;
    this.#mayTryAgain = waitedMs >= this.#tryAgainMs;
    if (state !== 'missing' && isProof(state)) return outcomeAfter(state, this.#result);
    // Not a refusal: the cancel may yet take effect, also on a job whose state is only passing through.
    if (this.#result !== 'refused' && beganAt < this.#firstAt + mayTakeEffectMs) return null;
    if (this.#weak?.state !== state) this.#weak = { state, since: beganAt };
    if (beganAt < this.#weak.since + confirmAfterMs) return null;
    return state === 'missing' ? 'not_found' : 'refused';
  }
}
