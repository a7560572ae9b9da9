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
  const copy = new Copy(input);
  let result: z.ZodSafeParseResult<z.output<S>> = first;
  // Each round removes every field that was complained of; a field that is already gone takes its parent along,
  // so the rounds are bounded by the depth of the document.
  while (!result.success) {
    const dropped = result.error.issues.map((issue) => copy.drop(issue.path));
    if (dropped.every((path) => path === null)) throw result.error;
    anomalies.push(...dropped.filter((path) => path !== null));
    copy.prune();
    result = schema.safeParse(copy.root);
  }
  return { value: result.data, anomalies };
}

const GONE = Symbol('gone');

/**
 * A document that fields can be taken out of while the original stays as it is. Only the containers on the way to such
 * a field are copied: a copy of everything would run out of stack on a document nested thousands deep.
 */
class Copy {
  readonly root: unknown;
  private readonly own = new Set<unknown>();
  private readonly marked = new Set<unknown[]>();

  constructor(input: unknown) {
    this.root = isContainer(input) ? this.copyOf(input) : input;
  }

  /** Removes what lies at `path`, or its nearest parent when nothing lies there; answers what was removed, or null. */
  drop(path: readonly PropertyKey[]): string | null {
    for (let length = path.length; length > 0; length--) {
      const parent = this.at(path.slice(0, length - 1));
      const key = path[length - 1];
      if (parent === null || key === undefined) continue;
      if (parent[key] === GONE) return path.slice(0, length).join('.');
      if (parent[key] === undefined) continue;
      if (Array.isArray(parent)) {
        // Marked first and taken out later, so that the paths of one round stay true.
        Reflect.set(parent, key, GONE);
        this.marked.add(parent);
      } else Reflect.deleteProperty(parent, key);
      return path.slice(0, length).join('.');
    }
    return null;
  }

  /** Takes the entries marked as gone out of every list. */
  prune(): void {
    for (const list of this.marked) {
      const kept = list.filter((entry) => entry !== GONE);
      list.length = 0;
      for (const entry of kept) list.push(entry);
    }
    this.marked.clear();
  }

  /** The container at `path`, with all on the way to it made our own; null when there is none. */
  private at(path: readonly PropertyKey[]): Container | null {
    let at: unknown = this.root;
    for (const key of path) {
      if (!isContainer(at)) return null;
      const child = at[key];
      if (isContainer(child) && !this.own.has(child)) Reflect.set(at, key, this.copyOf(child));
      at = at[key];
    }
    return isContainer(at) ? at : null;
  }

  private copyOf(container: Container): Container {
    const copy: Container = Array.isArray(container)
      ? Object.assign([], container)
      : { ...container };
    this.own.add(copy);
    return copy;
  }
}
