import type { z } from 'zod';

/** What {@link salvage} could read, and where it had to let something go (paths such as `jobs.3.duration`). */
export type Salvaged<T> = { value: T; anomalies: string[] };

type Container = Record<PropertyKey, unknown>;

const isContainer = (value: unknown): value is Container =>
  typeof value === 'object' && value !== null;

/**
 * Reads `input` by `schema` and, where single fields are wrong, reads the rest without them: a field of a wrong type
 * becomes absent, a list entry that lacks what it needs leaves the list. One odd job must not take the others along.
 *
 * @throws the schema's own error when nothing usable is left (the body is no object, or lacks its own key).
 */
export function salvage<S extends z.ZodType>(schema: S, input: unknown): Salvaged<z.output<S>> {
  const first = schema.safeParse(input);
  if (first.success) return { value: first.data, anomalies: [] };
  const anomalies: string[] = [];
  const copy: unknown = structuredClone(input);
  let result: z.ZodSafeParseResult<z.output<S>> = first;
  // Each round removes every field that was complained of; a field that is already gone takes its parent along,
  // so the rounds are bounded by the depth of the document.
  while (!result.success) {
    const dropped = result.error.issues.map((issue) => drop(copy, issue.path));
    if (dropped.every((path) => path === null)) throw result.error;
    anomalies.push(...dropped.filter((path) => path !== null));
    prune(copy);
    result = schema.safeParse(copy);
  }
  return { value: result.data, anomalies };
}

const GONE = Symbol('gone');

/** Removes what lies at `path`, or its nearest parent when nothing lies there; answers what was removed, or null. */
function drop(root: unknown, path: readonly PropertyKey[]): string | null {
  for (let length = path.length; length > 0; length--) {
    const parent = path
      .slice(0, length - 1)
      .reduce<unknown>((at, key) => (isContainer(at) ? at[key] : undefined), root);
    const key = path[length - 1];
    if (!isContainer(parent) || key === undefined) continue;
    if (parent[key] === GONE) return path.slice(0, length).join('.');
    if (parent[key] === undefined) continue;
    if (Array.isArray(parent)) Reflect.set(parent, key, GONE);
    else Reflect.deleteProperty(parent, key);
    return path.slice(0, length).join('.');
  }
  return null;
}

/** Takes the entries marked as gone out of every list (marked first, so that the paths of one round stay true). */
function prune(node: unknown): void {
  if (Array.isArray(node)) {
    for (let i = node.length - 1; i >= 0; i--) {
      if (node[i] === GONE) node.splice(i, 1);
      else prune(node[i]);
    }
  } else if (isContainer(node)) {
    for (const child of Object.values(node)) prune(child);
  }
}
