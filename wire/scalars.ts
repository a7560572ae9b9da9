import { z } from 'zod';

/** A field that MetaStudio may leave out or send as null (docs/metastudio.md#job-fields). */
export const opt = <T extends z.ZodType>(schema: T) => schema.nullish();

const numeric = /^-?\d+(\.\d+)?$/;

/** A number, also as numeric text (docs/metastudio.md#numbers-as-text). */
export const number = z.union([z.number(), z.string().regex(numeric).transform(Number)]);

/** A flag. Text such as "true" is not documented and not accepted. */
export const flag = z.boolean();

/**
 * Free text, ids, times and URLs, kept as sent: the server validates them when it normalises a job. A number is read as
 * its digits (docs/metastudio.md#numbers-as-text), unless JSON.parse has rounded it: it would be another id.
 */
export const text = z.union([
  z.string(),
  z.number().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER).transform(String),
]);

/** A text that must not be empty, such as an id. */
export const filledText = text.pipe(z.string().min(1));
