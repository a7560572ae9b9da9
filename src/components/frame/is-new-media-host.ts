type Violation = Pick<
  SecurityPolicyViolationEvent,
  'effectiveDirective' | 'blockedURI' | 'originalPolicy'
>;

/**
 * Whether a file was blocked that a page loaded now would show: the proxy sends links to places only that the policy of the
 * next page has (docs/decisions/0028-buckets-are-learnt.md).
 */
export function isNewMediaHost(violation: Violation): boolean {
  const { effectiveDirective, blockedURI, originalPolicy } = violation;
  if (!/^(img|media)-src$/.test(effectiveDirective) || !/^https?:/.test(blockedURI)) return false;
  // What is redirected to a forbidden place is reported by its own address, which the policy has.
  const sources = originalPolicy.split(/[\s;]+/).filter((source) => source.startsWith('http'));
  return !sources.some((source) => blockedURI.startsWith(source));
}
