import { z } from 'zod';

/** A field that MetaStudio may leave out or send as null (metastudio-api: "everything else may be absent or null"). */
export const opt = <T extends z.ZodType>(schema: T) => schema.nullish();

const numeric = /^-?\d+(\.\d+)?$/;

/** A number; some fields arrive as numeric text (`frame_rate` is documented as "25" and printed as 30: quirk Q16). */
export const number = z.union([z.number(), z.string().regex(numeric).transform(Number)]);

/** A flag; text forms are not documented, so they are not accepted. */
export const flag = z.boolean();

/** Free text, ids, times and URLs: kept as sent, judged by whoever uses them. */
export const text = z.string();
