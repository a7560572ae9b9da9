import type { z } from 'zod';

/** What {@link salvage} could read, and the paths that it dropped, such as `jobs.3.duration`. */
export type Salvaged<T> = { value: T; anomalies: string[] };

type Container = Record<PropertyKey, unknown>;

const isContainer = (value: unknown): value is Container =>
  typeof value === 'object' && value !== null;

/**
 * Parses `input` by `schema` without the fields that are wrong: a field of a wrong type becomes absent, a list entry
 * without its required fields is removed. One invalid job must not hide the others (docs/promises.md#odd-fields).
 *
 * @throws ZodError when nothing usable is left: the body is not an object, or lacks its own required field
 */
export function salvage<S extends z.ZodType>(schema: S, input: unknown): Salvaged<z.output<S>> {
  const first = schema.safeParse(input);
  if (first.success) return { value: first.data, anomalies: [] };
  const anomalies: string[] = [];
  const copy = new Copy(input);
  let result: z.ZodSafeParseResult<z.output<S>> = first;
  // Each round removes every field with an issue, or its parent if the field is already absent: the depth of the
  // document bounds the number of rounds.
  while (!result.success) {
    const dropped = result.error.issues.flatMap(pathsOf).map((path) => copy.drop(path));
    if (dropped.every((path) => path === null)) throw result.error;
    anomalies.push(...dropped.filter((path) => path !== null));
    copy.prune();
    result = schema.safeParse(copy.root);
  }
  return { value: result.data, anomalies };
}

/** The paths of the wrong fields. Of a union's alternatives the one counts whose own fields are wrong, not its type. */
function pathsOf(issue: z.core.$ZodIssue): PropertyKey[][] {
  if (issue.code !== 'invalid_union') return [issue.path];
  const meant = issue.errors.find((issues) => issues.every(({ path }) => path.length > 0));
  if (!meant) return [issue.path];
  return meant.flatMap(pathsOf).map((path) => [...issue.path, ...path]);
}

const removed = Symbol('removed');

/**
 * A document to remove fields from without changing the original. Only the containers on the path of such a field are
 * copied: a deep copy would overflow the stack on a document with thousands of nested levels.
 */
class Copy {
  readonly root: unknown;
  readonly #copies = new Set<unknown>();
  readonly #marked = new Set<unknown[]>();

  constructor(input: unknown) {
    this.root = isContainer(input) ? this.#copyOf(input) : input;
  }

  /** Removes the value at `path`, or its nearest existing parent; returns the path that was removed, or null. */
  drop(path: readonly PropertyKey[]): string | null {
    for (let length = path.length; length > 0; length--) {
      const parent = this.#containerAt(path.slice(0, length - 1));
      const key = path[length - 1];
      if (parent === null || key === undefined) continue;
      if (parent[key] === removed) return path.slice(0, length).join('.');
      if (parent[key] === undefined) continue;
      if (Array.isArray(parent)) {
        // Only marked for now: removing it would shift the other paths of this round.
        Reflect.set(parent, key, removed);
        this.#marked.add(parent);
      } else Reflect.deleteProperty(parent, key);
      return path.slice(0, length).join('.');
    }
    return null;
  }

  /** Removes the marked entries from every list. */
  prune(): void {
    for (const list of this.#marked) {
      const kept = list.filter((entry) => entry !== removed);
      list.length = 0;
      for (const entry of kept) list.push(entry);
    }
    this.#marked.clear();
  }

  /** The container at `path`, copied with all its parents; null when there is none. */
  #containerAt(path: readonly PropertyKey[]): Container | null {
    let current: unknown = this.root;
    for (const key of path) {
      if (!isContainer(current)) return null;
      const child = current[key];
      if (isContainer(child) && !this.#copies.has(child))
        Reflect.set(current, key, this.#copyOf(child));
      current = current[key];
    }
    return isContainer(current) ? current : null;
  }

  #copyOf(container: Container): Container {
    const copy: Container = Array.isArray(container)
      ? Object.assign([], container)
      : { ...container };
    this.#copies.add(copy);
    return copy;
  }
}
