import type { JobTable } from '../jobs/table.ts';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Leaves out, nulls or replaces the fields that the records of the jobs in a reply ask for (dotted paths). It works on
 * plain JSON after the typed reply is made, because the documented types do not allow such replies.
 */
export function applyFieldOverrides(reply: unknown, jobs: JobTable): unknown {
  if (!isObject(reply)) return reply;
  if (!Array.isArray(reply.jobs)) return overriddenJob(reply, jobs);
  return { ...reply, jobs: reply.jobs.map((job: unknown) => overriddenJob(job, jobs)) };
}

function overriddenJob(job: unknown, jobs: JobTable): unknown {
  const record = isObject(job) && typeof job.job_id === 'string' ? jobs.job(job.job_id) : null;
  if (record === null) return job;
  const { omit, nulls, overrides } = record;
  if (omit.length === 0 && nulls.length === 0 && Object.keys(overrides).length === 0) return job;
  const copy: unknown = structuredClone(job);
  for (const path of omit) setField(copy, path, undefined);
  for (const path of nulls) setField(copy, path, null);
  for (const [path, value] of Object.entries(overrides)) setField(copy, path, value);
  return copy;
}

function setField(root: unknown, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = root;
  for (const key of keys) at = isObject(at) || Array.isArray(at) ? Reflect.get(at, key) : undefined;
  if (isObject(at)) at[last] = value;
}
