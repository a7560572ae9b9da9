import { problems } from '../../../contract/problem.ts';
import type { ClientProblemCode } from '../../lib/api-error.ts';
import type { Translate } from '../../lib/translate.ts';

/**
 * Whether a failed call proves that the cancel did not reach MetaStudio. False means unknown: a reply that got lost on
 * the way (`offline`) or was replaced (`not_dailies`) says nothing about the request.
 */
export function isCancelNotSent(code: ClientProblemCode): boolean {
  if (code === 'offline' || code === 'not_dailies') return false;
  return problems[code].cancelNotSent;
}

/** Problems whose general words say that Dailies tries again, which it never does with a cancel. */
const ownWords = [
  'busy',
  'upstream_unreachable',
  'upstream_timeout',
  'upstream_error',
  'upstream_malformed',
  'upstream_throttled',
  'upstream_rejected',
] as const satisfies ClientProblemCode[];

/** What a problem means for a cancel, and what to do; undefined where the general words fit. */
export function cancelProblemText(code: ClientProblemCode, t: Translate): string | undefined {
  const own = ownWords.find((one) => one === code);
  return own && t(`cancel.why.${own}`);
}
