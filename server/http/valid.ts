import { zValidator } from '@hono/zod-validator';
import type { z } from 'zod';
import { invalid, type ProblemError } from '../lib/problem-error.ts';

/** Parts of a request that a schema validates. */
type Target = 'json' | 'param' | 'query';

/** Middleware that validates a part of the request; answers `invalid_request` with the first wrong field. */
export const valid = <S extends z.ZodType, T extends Target>(target: T, schema: S) =>
  zValidator(target, schema, (result) => {
    if (!result.success) throw wrongField(target, result.error.issues);
  });

function wrongField(target: Target, issues: readonly z.core.$ZodIssue[]): ProblemError {
  const issue = issues[0];
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const field = String(issue?.path[0] ?? unknownKey ?? 'body').slice(0, 40);
  const rule = target === 'json' || unknownKey !== undefined ? undefined : issue?.message;
  // The name of the field comes from the client and goes into the reply.
  return invalid(field.replace(/[^\w.-]/g, '?'), rule ?? 'is not what this call takes.');
}
