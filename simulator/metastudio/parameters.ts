import { z } from 'zod';
import { ApiError, invalidParameter } from '../http/errors.ts';

/** Query parameters by name, with all values of a repeated one. */
export type Parameters = Readonly<Record<string, readonly string[]>>;

/** What a schema makes of an input. @throws ApiError when the input does not fit */
export function parsed<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (!result.success) throw invalidParameter();
  return result.data;
}

/** The parameters that a schema knows: lists take every value of a repeated one, all others the first. */
export function parameters(schema: z.ZodObject, queries: Parameters): Record<string, unknown> {
  const sent = new Map(Object.entries(queries));
  const known: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    const values = sent.get(name);
    if (values === undefined) continue;
    const inner = field instanceof z.ZodOptional ? field.unwrap() : field;
    if (inner instanceof z.ZodArray) known[name] = values;
    // An empty number would be coerced to 0.
    else known[name] = values[0] === '' && !(inner instanceof z.ZodString) ? 'empty' : values[0];
  }
  return known;
}

/** The JSON of a body. @throws ApiError when it is not JSON */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ApiError(400, 'MSS.10000002', 'The request body is not JSON');
  }
}
