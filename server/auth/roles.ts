import type { Role } from '../../contract/session.ts';

/** A signed-in person. */
export type User = { id: string; name: string; roles: Role[] };

/** What a role can allow. */
type Action = 'cancel';

/** Roles that allow each action. Not producers: they may cancel their own jobs only, and owners of jobs are unknown yet. */
const allowed: Record<Action, readonly Role[]> = {
  cancel: ['support', 'admin'],
};

/** Whether the user may do this (docs/promises.md#roles). Checked where it is done, not in the routes. */
export function authorize(user: User, action: Action): boolean {
  return user.roles.some((role) => allowed[action].includes(role));
}
