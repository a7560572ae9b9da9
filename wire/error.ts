import { z } from 'zod';
import { opt, text } from './scalars.ts';

/**
 * Body of an error: MetaStudio sends `{error_code: "MSS.…", error_msg}`, the gateway in front of it adds `request_id`
 * and a code with the prefix `APIGW.` or `APIG.` (match the digits).
 */
export const ErrorBody = z.object({
  error_code: z.string().min(1),
  error_msg: opt(text),
  request_id: opt(text),
});

/** Digits of a gateway code (`"APIGW.0308"` → `"0308"`), or null when the code is not the gateway's. */
export function gatewayDigits(code: string): string | null {
  return /^APIGW?\.(\d{4})$/.exec(code)?.[1] ?? null;
}
