import { type Action, type Permission, permission } from '../../contract/permissions.ts';
import { type Role, roles } from '../../contract/session.ts';

/** A signed-in person. */
export type User = {
  id: string;
  name: string;
  role: Role;
  /** Their name at the company's sign-in, which may be their app user; null when it told none. */
  login?: string | null;
};

/** Whether a job, or each of them, is known to be a person's own. */
export type Owns = (user: User) => boolean;

/** Whether the user may do this (docs/promises.md#roles). Asked where it is done, not in the routes. */
export function authorize(user: User, action: Action, owns: Owns): Permission {
  return permission(user.role, action, owns(user));
}

/** The role with the most permission among those that the groups give; null when they give none. */
export function highestRole(
  groups: readonly string[],
  map: ReadonlyMap<string, Role>,
): Role | null {
  const given = new Set(groups.map((group) => map.get(group)));
  return roles.findLast((role) => given.has(role)) ?? null;
}
