/** Roles from least to most permission (docs/promises.md#roles). */
export const roles = ['viewer', 'producer', 'manager', 'support', 'admin'] as const;

export type Role = (typeof roles)[number];

/** Reply of `GET /api/session`. */
export type Session = {
  mode: 'demo' | 'dev';
  /** True when MetaStudio is simulated: no job is real. */
  demo: boolean;
  user: { id: string; name: string; roles: Role[] };
  can: { cancel: boolean };
  region: string;
  version: string;
};

/** Longest token that signs in, in characters. */
export const maxTokenLength = 256;

/** Body of `POST /api/session`: the start-up token in dev mode, a role to try in demo mode. */
export type SignInRequest = { token: string } | { role: Role };
