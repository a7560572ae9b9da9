/**
 * What the documented failure codes come down to (metastudio-api 5.1, console FAQ of section 4). Codes of one kind ask
 * for the same step, so they share their words; a code that is not listed is shown as it is.
 */
const kinds = {
  name: ['MSS.10001005', '20010001'],
  material: [
    'MSS.10001001',
    'MSS.10001004',
    'MSS.45000001',
    'MSS.45000003',
    'MSS.45000004',
    'MSS.45000005',
    'MSS.45000007',
    'MSS.45000008',
    'MSS.45000012',
    'MSS.45000013',
    'MSS.45000014',
    'MSS.47000014',
  ],
  service: [
    'MSS.00000004',
    'MSS.42000007',
    'MSS.45000006',
    'MSS.47000001',
    'MSS.47000002',
    'MSS.47000003',
  ],
  quota: ['MSS.20010075', 'MSS.41000012', 'MSS.41000023', 'MSS.00021008'],
  account: ['MSS.00022009', 'MSS.00022010', 'MSS.00024001'],
  request: ['MSS.00000003', 'MSS.10000002', 'MSS.10000003', 'MSS.45000002', 'MSS.45000015'],
} as const;

export type FailureKind = keyof typeof kinds | 'other';

/** The kind of a failure code, for its words. */
export function failureKind(code: string | null): FailureKind {
  for (const [kind, codes] of Object.entries(kinds)) {
    if (codes.some((known) => known === code)) return kind as keyof typeof kinds;
  }
  return 'other';
}
