/** Regions with MetaStudio's video production (docs/metastudio.md#regions). */
export const regions = ['cn-north-4', 'cn-east-3', 'ap-southeast-3'] as const;

export type Region = (typeof regions)[number];
