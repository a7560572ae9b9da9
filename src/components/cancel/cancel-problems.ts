import { problems } from '../../../contract/problem.ts';
import type { ClientProblemCode } from '../../lib/api-error.ts';

/**
 * Whether a failed call proves that the cancel did not reach MetaStudio. False means unknown: a reply that got lost on
 * the way (`offline`) or was replaced (`not_dailies`) says nothing about the request.
 */
export function isCancelNotSent(code: ClientProblemCode): boolean {
  if (code === 'offline' || code === 'not_dailies') return false;
  return problems[code].cancelNotSent;
}
