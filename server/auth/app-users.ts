import type { SignInMode } from '../../contract/session.ts';
import type { User } from './roles.ts';

/** Whose jobs a person sees, in MetaStudio's terms of app users (docs/metastudio.md#app-user). */
export type AppUsers = {
  /** The app user whom a person's jobs are asked for; null when they see what all others see. */
  of(user: User): string | null;
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
    owns: ({ id }) => appUserId !== null && (mode === 'dev' || id === appUserId),
  };
}
