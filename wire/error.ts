import { z } from 'zod';
import { filledText, opt, text } from './scalars.ts';

/**
 * Body of an error. MetaStudio sends `{error_code: "MSS.…", error_msg}`; the gateway in front of it adds `request_id`
 * and prefixes its codes with `APIGW.` or `APIG.` (docs/metastudio.md#gateway-codes).
 */
export const ErrorBody = z.object({
  error_code: filledText,
  error_msg: opt(text),
  request_id: opt(text),
});

/** The digits of a gateway code (`"APIGW.0308"` → `"0308"`); null for a code that is not the gateway's. */
export function gatewayDigits(code: string): string | null {
  return /^APIGW?\.(\d{4})$/.exec(code)?.[1] ?? null;
}
