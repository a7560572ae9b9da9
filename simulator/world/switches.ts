import { z } from 'zod';

/** Behaviour that the documents leave open or contradict, per world (docs/metastudio.md#quirks). */
export const Switches = z.strictObject({
  /** `documented`: SUCCEED in the list, SUCCESS in details (docs/metastudio.md#success-spelling). */
  successSpelling: z.enum(['documented', 'SUCCEED', 'SUCCESS']),
  /**
   * `filter`: replies spell photo jobs like the list's filter (docs/metastudio.md#photo-type-spelling);
   * `absent`: docs/metastudio.md#missing-job-type.
   */
  jobType: z.enum(['documented', 'absent', 'filter']),
  /** Whether a field without a value is left out or sent as null. `error_info` is always null: the examples say so. */
  emptyFields: z.enum(['absent', 'null']),
  /** Status of a detail of an unknown job. */
  unknownJob: z.union([z.literal(404), z.literal(400)]),
  /** Which jobs a call without X-App-UserId sees (docs/metastudio.md#app-user). */
  withoutAppUser: z.enum(['everything', 'unlabelled']),
  /** How the gateway spells its codes (docs/metastudio.md#gateway-codes). */
  gatewayPrefix: z.enum(['APIGW', 'APIG']),
  /** The error code for an expired token. */
  expiredToken: z.enum(['0307', 'MSS.00010008', '0301']),
  /** The region of the rate limits (docs/metastudio.md#rate-limits); `none` switches them off. */
  rateLimits: z.enum(['cn-north-4', 'other', 'none']),
  /** The error code of OBS for an expired link (docs/metastudio.md#link-failures). */
  expiredLink: z.enum(['AccessDenied', 'RequestTimeTooSkewed']),
  /** `creation`: a job's last update stays the time of its creation, in the reply and in the order of the list. */
  updateTime: z.enum(['changes', 'creation']),
  /** How many `job_ids` the list accepts, null for any number; 0 refuses them altogether (docs/metastudio.md#list-query). */
  maxJobIds: z.number().int().min(0).nullable(),
  /** Default domains of OBS make every object a download (docs/metastudio.md#object-requests). */
  attachment: z.boolean(),
});
export type Switches = z.output<typeof Switches>;

export const defaultSwitches: Switches = {
  successSpelling: 'documented',
  jobType: 'documented',
  emptyFields: 'absent',
  unknownJob: 404,
  withoutAppUser: 'everything',
  gatewayPrefix: 'APIGW',
  expiredToken: '0307',
  rateLimits: 'cn-north-4',
  expiredLink: 'AccessDenied',
  updateTime: 'changes',
  maxJobIds: null,
  attachment: true,
};

/** Some switches. It has no defaults: they would turn back the switches that a change leaves out. */
export const SwitchChange = Switches.partial();
export type SwitchChange = z.input<typeof SwitchChange>;
