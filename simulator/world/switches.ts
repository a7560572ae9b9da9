import { z } from 'zod';

/** Behaviour that the documents leave open or contradict, per world (docs/metastudio.md#quirks). */
export const Switches = z.strictObject({
  /** `documented`: SUCCEED in the list, SUCCESS in details (docs/metastudio.md#success-spelling). */
  successSpelling: z.enum(['documented', 'SUCCEED', 'SUCCESS']).default('documented'),
  /**
   * `filter`: replies spell photo jobs like the list's filter (docs/metastudio.md#photo-type-spelling);
   * `absent`: docs/metastudio.md#missing-job-type.
   */
  jobType: z.enum(['documented', 'absent', 'filter']).default('documented'),
  /** Whether a field without a value is left out or sent as null. `error_info` is always null: the examples say so. */
  emptyFields: z.enum(['absent', 'null']).default('absent'),
  /** Status of a detail of an unknown job. */
  unknownJob: z.union([z.literal(404), z.literal(400)]).default(404),
  /** Which jobs a call without X-App-UserId sees (docs/metastudio.md#app-user). */
  withoutAppUser: z.enum(['everything', 'unlabelled']).default('everything'),
  /** How the gateway spells its codes (docs/metastudio.md#gateway-codes). */
  gatewayPrefix: z.enum(['APIGW', 'APIG']).default('APIGW'),
  /** The error code for an expired token. */
  expiredToken: z.enum(['0307', 'MSS.00010008', '0301']).default('0307'),
  /** The region of the rate limits (docs/metastudio.md#rate-limits); `none` switches them off. */
  rateLimits: z.enum(['cn-north-4', 'other', 'none']).default('cn-north-4'),
  /** The error code of OBS for an expired link (docs/metastudio.md#link-failures). */
  expiredLink: z.enum(['AccessDenied', 'RequestTimeTooSkewed']).default('AccessDenied'),
  /** Default domains of OBS make every object a download (docs/metastudio.md#object-requests). */
  attachment: z.boolean().default(true),
});
export type Switches = z.output<typeof Switches>;
