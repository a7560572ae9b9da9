import type { Action, Permission, Sight } from './permissions.ts';

/** Roles from least to most permission (docs/promises.md#roles). */
export const roles = ['viewer', 'producer', 'manager', 'support', 'admin'] as const;

export type Role = (typeof roles)[number];

/**
 * How people sign in: not at all (`demo`), with the start-up token (`dev`), by single sign-on (`oidc`), or at a proxy in front
 * of this one (`header`).
 */
export const signInModes = ['demo', 'dev', 'oidc', 'header'] as const;

export type SignInMode = (typeof signInModes)[number];

/** Reply of `GET /api/session`. */
export type Session = {
  mode: SignInMode;
  /** True when MetaStudio is simulated: no job is real. */
  demo: boolean;
  user: { id: string; name: string; role: Role };
  can: Record<Action, Permission>;
  /** Which jobs the user sees. */
  sees: Sight;
  region: string;
  version: string;
};

/** Why a sign-in did not lead to a session. */
export const signInProblems = ['no_role', 'refused', 'expired', 'unavailable'] as const;

export type SignInProblem = (typeof signInProblems)[number];

/** Reply of `GET /api/sign-in`, which needs no session: how to get one, and why someone who is known has none. */
export type SignInInfo = { mode: SignInMode; problem: SignInProblem | null };

/** Longest token that signs in, in characters. */
export const maxTokenLength = 256;

/** Body of `POST /api/session`: the start-up token in dev mode, a role to try in demo mode. */
export type SignInRequest = { token: string } | { role: Role };
