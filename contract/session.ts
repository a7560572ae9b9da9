/** What a person may do here, from least to most (experience.md section 5). */
export const roles = ['viewer', 'producer', 'manager', 'support', 'admin'] as const;

export type Role = (typeof roles)[number];

/** Reply of `GET /api/session`. */
export type Session = {
  mode: 'demo' | 'dev';
  /** True when MetaStudio is simulated: nothing here is real. */
  demo: boolean;
  user: { id: string; name: string; roles: Role[] };
  can: { cancel: boolean };
  region: string;
  version: string;
  serverNow: string;
};

/** Body of `POST /api/session`: the start-up token in dev mode, a role to try in demo mode. */
export type SignInRequest = { token: string } | { role: Role };
