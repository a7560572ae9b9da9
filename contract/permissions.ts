import type { Role } from './session.ts';

/** What a role may do with jobs: with none, with those that are the person's own, or with all. */
export type Reach = 'none' | 'own' | 'all';

/** What not every role may do. Every signed-in person sees all jobs that the proxy's account sees. */
export const actions = ['cancel'] as const;

export type Action = (typeof actions)[number];

/** Who may do what (docs/promises.md#roles). The services ask this table, and `can` of the session says the same. */
export const permissions: Record<Action, Record<Role, Reach>> = {
  cancel: { viewer: 'none', producer: 'own', manager: 'own', support: 'all', admin: 'all' },
};

/** Why a role does not allow something: not at all, or for own jobs only, and these are not or not known to be. */
export type Refusal = 'role' | 'not_own';

/** What a person is told they may do; `why` is null when they may. */
export type Permission = { allowed: boolean; why: Refusal | null };

/** Whether a role allows an action. @param own true when the job is known to be the person's own */
export function permission(role: Role, action: Action, own: boolean): Permission {
  const reach = permissions[action][role];
  if (reach === 'all' || (reach === 'own' && own)) return { allowed: true, why: null };
  return { allowed: false, why: reach === 'none' ? 'role' : 'not_own' };
}
