import { secretsOfAppUsers } from './app-users.ts';
import type { Config } from './config.ts';
import { secretsOfCredentials } from './credentials.ts';
import { secretsOfOidc } from './oidc.ts';
import { secretsOfProxy } from './proxy.ts';
import { secretsOfDatabase } from './records.ts';
import type { Env, ReportError } from './secrets.ts';

/** Every secret in the settings, in each form in which it could be written down. */
export function secretsIn(config: Config): string[] {
  return [
    ...secretsOfCredentials(config.account?.credentials ?? null),
    ...secretsOfProxy(config.outboundProxy),
    ...secretsOfDatabase(config.databaseUrl),
    config.devToken ?? '',
    config.header?.secret ?? '',
    ...secretsOfOidc(config.oidc),
    ...secretsOfAppUsers(config.appUsers),
  ].filter((secret) => secret !== '');
}

/** A shorter secret is looked for as a whole value only: a password may be a word. */
const minPartLength = 16;

/** Reports every variable for the page that has a secret: Vite puts `VITE_…` into what browsers load (vite.dev/guide/env-and-mode). */
export function reportPublished(
  env: Env,
  secrets: readonly string[],
  reportError: ReportError,
): void {
  const isIn = (value: string) => (secret: string) =>
    secret.length < minPartLength ? value === secret : value.includes(secret);
  for (const [name, value = ''] of Object.entries(env)) {
    if (!name.startsWith('VITE_') || !secrets.some(isIn(value.trim()))) continue;
    // The name is cut because a value may have been pasted into it.
    reportError(
      `${name.slice(0, 40)} has a secret of another setting: unset it, because VITE_ is for what browsers may see.`,
    );
  }
}
