import type { JobRecord } from '../jobs/record.ts';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Makes the reply about a job as incomplete or wrong as its record wants: fields (dotted paths) left out, null, or
 * something else. Works on plain JSON after the typed reply is made, for no type would let it.
 */
export function disfigure(record: JobRecord, reply: object): object {
  const { omit, nulls, overrides } = record;
  if (omit.length === 0 && nulls.length === 0 && Object.keys(overrides).length === 0) return reply;
  const copy: object = structuredClone(reply);
  for (const path of omit) set(copy, path, undefined);
  for (const path of nulls) set(copy, path, null);
  for (const [path, value] of Object.entries(overrides)) set(copy, path, value);
  return copy;
}

function set(root: object, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at: unknown = root;
  for (const key of keys) at = isObject(at) || Array.isArray(at) ? Reflect.get(at, key) : undefined;
  if (isObject(at)) at[last] = value;
}
