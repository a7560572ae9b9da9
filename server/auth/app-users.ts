import { createHmac } from 'node:crypto';
import { type Sight, sightOf } from '../../contract/permissions.ts';
import type { SignInMode } from '../../contract/session.ts';
import { ProblemError } from '../lib/problem-error.ts';
import type { User } from './roles.ts';

/** Whose jobs a person sees, in MetaStudio's terms of app users (docs/metastudio.md#app-user). */
export type AppUsers = {
  /**
   * The app user whom a person's jobs are asked for; null when they see what all others see.
   *
   * @throws ProblemError `no_app_user`
   */
  of(user: User): string | null;
  /** Whether a person sees their own jobs, or all. */
  sightOf(user: User): Sight;
  /** Whether the jobs that a person sees are known to be their own. */
  owns(user: User): boolean;
};

/**
 * Everyone sees the same jobs. With METASTUDIO_APP_USER_ID all of them are that app user's, who is the person with this id, or
 * in dev mode the only one there is.
 */
export function oneAppUser(mode: SignInMode, appUserId: string | null): AppUsers {
  return {
    of: () => null,
    sightOf: () => 'all',
    owns: ({ id }) => appUserId !== null && (mode === 'dev' || id === appUserId),
  };
}

/** How people become app users. */
export type AppUserRules = {
  /** Null: the app user is the person's login. */
  key: Uint8Array | null;
  /** What viewers see. */
  viewers: Sight;
};

/**
 * Each person has an app user of their own, which the sign-in tells and never the browser; roles that see all have none
 * (docs/decisions/0027-one-mirror-per-app-user.md).
 *
 * @param issuer who vouches for the ids of people
 */
export function personalAppUsers({ key, viewers }: AppUserRules, issuer: string): AppUsers {
  const sight = ({ role }: User) => sightOf(role, viewers);
  return {
    of: (user) => {
      if (sight(user) === 'all') return null;
      const id = key === null ? (user.login ?? '') : derived(key, issuer, user.id);
      // MetaStudio takes no Chinese letters; which others it takes, and whether it tells them apart, is not documented.
      if (!/^[A-Za-z0-9._@-]{1,64}$/.test(id)) throw new ProblemError('no_app_user');
      return id;
    },
    sightOf: sight,
    owns: (user) => sight(user) === 'own',
  };
}

/** 130 bits of a keyed hash. As JSON, no two pairs of issuer and id are the same text. */
function derived(key: Uint8Array, issuer: string, id: string): string {
  const hash = createHmac('sha256', key)
    .update(JSON.stringify([issuer, id]))
    .digest('hex');
  return `u_${BigInt(`0x${hash}`).toString(32).padStart(26, '0').slice(-26)}`;
}
