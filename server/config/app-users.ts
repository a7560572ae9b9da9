import type { Sight } from '../../contract/permissions.ts';
import type { SignInMode } from '../../contract/session.ts';
import { type Env, type ReadFile, type ReportError, readSecret } from './secrets.ts';
import { isForTeams } from './sign-in.ts';
import { oneOf, readKey } from './values.ts';

/** How people become app users of MetaStudio, each of their own. */
export type AppUserSettings = {
  /** Key of the hash that is a person's app user; null: it is their login. */
  key: Uint8Array | null;
  /** What viewers see. */
  viewers: Sight;
};

const ways = ['same', 'login', 'keyed'] as const;

/** Reads METASTUDIO_APP_USERS and what belongs to it; null when everyone has the same app user, or none. */
export function readAppUsers(
  env: Env,
  mode: SignInMode,
  readFile: ReadFile,
  reportError: ReportError,
): AppUserSettings | null {
  const way = oneOf(env, 'METASTUDIO_APP_USERS', ways, 'same', reportError);
  const viewers = oneOf<Sight>(
    env,
    'METASTUDIO_APP_USER_VIEWERS',
    ['own', 'all'],
    'own',
    reportError,
  );
  const secret = readSecret(env, 'METASTUDIO_APP_USER_KEY', readFile, reportError);
  if (secret !== null && way !== 'keyed') {
    reportError('METASTUDIO_APP_USER_KEY has no effect without METASTUDIO_APP_USERS=keyed.');
  }
  if (way === 'same') {
    if (env.METASTUDIO_APP_USER_VIEWERS) {
      reportError('METASTUDIO_APP_USER_VIEWERS has no effect without METASTUDIO_APP_USERS.');
    }
    return null;
  }
  if (!isForTeams(mode)) {
    reportError(
      `METASTUDIO_APP_USERS=${way} needs AUTH_MODE=oidc or header, which tell people apart.`,
    );
  }
  if (env.METASTUDIO_APP_USER_ID) {
    reportError('METASTUDIO_APP_USER_ID and METASTUDIO_APP_USERS are both set: keep one.');
  }
  if (way === 'login') return { key: null, viewers };
  const key = readKey(secret ?? '');
  if (key === null) {
    reportError(
      'METASTUDIO_APP_USER_KEY must be a random key of 32 bytes in base64 (openssl rand -base64 32), and stay the same.',
    );
  }
  return key && { key, viewers };
}

/** The settings of app users that must never be logged. */
export function secretsOfAppUsers(settings: AppUserSettings | null): string[] {
  return settings?.key ? [Buffer.from(settings.key).toString('base64')] : [];
}
