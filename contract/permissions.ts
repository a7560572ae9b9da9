import type { Role } from './session.ts';

/** Which jobs a role may do something with: none, the person's own, or all. */
export type Reach = 'none' | 'own' | 'all';

/** Actions that not every role may take: cancel jobs; see who was here, and end their sessions. */
export const actions = ['cancel', 'people'] as const;

export type Action = (typeof actions)[number];

/** Who may do what (docs/promises.md#roles). The services ask this table, and `can` of the session says the same. */
export const permissions: Record<Action, Record<Role, Reach>> = {
  cancel: { viewer: 'none', producer: 'own', manager: 'own', support: 'all', admin: 'all' },
  people: { viewer: 'none', producer: 'none', manager: 'none', support: 'none', admin: 'all' },
};

/** Which jobs a person sees: their own, or all that the proxy's account sees. */
export type Sight = 'own' | 'all';

/** Which jobs each role sees where everyone has an app user of their own; without, all see all (docs/promises.md#app-users). */
const sights: Record<Role, Sight | 'as configured'> = {
  viewer: 'as configured',
  producer: 'own',
  manager: 'all',
  support: 'all',
  admin: 'all',
};

/** Which jobs a role sees where everyone has an app user of their own. @param viewers what is configured */
export function sightOf(role: Role, viewers: Sight): Sight {
  const sight = sights[role];
  return sight === 'as configured' ? viewers : sight;
}

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
