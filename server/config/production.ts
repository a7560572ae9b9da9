import type { Env, ReportError } from './secrets.ts';
import { oneOf } from './values.ts';

/**
 * Whether real jobs are at stake where NODE_ENV says that it is production. The demo never is production: container images set
 * that variable for everything (docs/decisions/0038-what-counts-as-production.md).
 */
export function isProduction(env: Env, hasCredentials: boolean): boolean {
  return hasCredentials && env.NODE_ENV === 'production';
}

/**
 * Reads ALLOW_ROOT, without which root serves no production.
 *
 * @param isRoot whether this process is root's
 * @returns true where root has real credentials without that word, which deserves a warning
 */
export function readRoot(
  env: Env,
  { isRoot, hasCredentials }: { isRoot: boolean; hasCredentials: boolean },
  reportError: ReportError,
): boolean {
  oneOf(env, 'ALLOW_ROOT', ['0', '1'], '0', reportError);
  const isUnasked = isRoot && hasCredentials && (env.ALLOW_ROOT || '0') === '0';
  if (isUnasked && isProduction(env, hasCredentials)) {
    reportError(
      'ALLOW_ROOT is not set and this process is root’s: with NODE_ENV=production run Dailies as another user, or set ALLOW_ROOT=1.',
    );
  }
  return isUnasked;
}
