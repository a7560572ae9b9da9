import type { Role } from '../../contract/session.ts';

/** Who asks. */
export type User = { id: string; name: string; roles: Role[] };

/** What somebody may or may not do. */
type Action = 'cancel';

/** Roles that may do it. Producers cancel their own jobs only, and whose a job is cannot be told yet, so none for now. */
const allowed: Record<Action, readonly Role[]> = {
  cancel: ['support', 'admin'],
};

/** Whether the user may do that (reliability 2.5); asked where it is done, not where the request comes in. */
export function authorize(user: User, action: Action): boolean {
  return user.roles.some((role) => allowed[action].includes(role));
}
