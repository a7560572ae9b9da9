import { z } from 'zod';
import { idPattern } from '../../contract/ids.ts';
import { valid } from '../http/valid.ts';

/** The rule of `idPattern` in words. */
export const idRule = 'must be 1 to 64 letters, digits, - or _, with a letter or digit first.';

/** Validates `:jobId` in a path. */
export const jobParams = valid('param', z.object({ jobId: z.string().regex(idPattern, idRule) }));
