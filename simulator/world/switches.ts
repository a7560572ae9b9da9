import { z } from 'zod';

/** What the documents leave open or contradict each other in, per world (metastudio-api sections 3 and 11). */
export const Switches = z.strictObject({
  /** Q1. `documented`: SUCCEED in the list, SUCCESS in details, as the printed examples have it. */
  successSpelling: z.enum(['documented', 'SUCCEED', 'SUCCESS']).default('documented'),
  /** Q3, Q4. `filter`: photo jobs are answered in the spelling of the list's filter. */
  jobType: z.enum(['documented', 'absent', 'filter']).default('documented'),
  /** Whether a field without a value is left out or sent as null. `error_info` is null by the examples either way. */
  emptyFields: z.enum(['absent', 'null']).default('absent'),
  /** What a detail call answers for a job that does not exist. */
  unknownJob: z.union([z.literal(404), z.literal(400)]).default(404),
  /** Section 7: whose jobs a call without X-App-UserId sees. */
  withoutAppUser: z.enum(['everything', 'unlabelled']).default('everything'),
  /** Section 5.2: how the gateway spells its codes. */
  gatewayPrefix: z.enum(['APIGW', 'APIG']).default('APIGW'),
  /** What a token that has run out is answered with. */
  expiredToken: z.enum(['0307', 'MSS.00010008', '0301']).default('0307'),
  /** Region whose rate limits hold; `none` switches them off. */
  rateLimits: z.enum(['cn-north-4', 'other', 'none']).default('cn-north-4'),
  /** Section 8.3: how OBS names an expired link. */
  expiredLink: z.enum(['AccessDenied', 'RequestTimeTooSkewed']).default('AccessDenied'),
  /** Section 8.4: default domains of OBS make everything a download. */
  attachment: z.boolean().default(true),
});
export type Switches = z.output<typeof Switches>;
export type SwitchesInput = z.input<typeof Switches>;
