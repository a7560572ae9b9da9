import type { Job } from '../../../contract/job.ts';
import type { Translate } from '../../lib/translate.ts';

/**
 * The documented failure codes by kind. Codes of one kind ask for the same next step and share their words; a code that
 * is not listed gets general words (docs/metastudio.md#failure-codes).
 */
const codesByKind = [
  { kind: 'name', codes: ['MSS.10001005', '20010001'] },
  {
    kind: 'material',
    codes: [
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
  },
  {
    kind: 'service',
    codes: [
      'MSS.00000004',
      'MSS.42000007',
      'MSS.45000006',
      'MSS.47000001',
      'MSS.47000002',
      'MSS.47000003',
    ],
  },
  { kind: 'quota', codes: ['MSS.20010075', 'MSS.41000012', 'MSS.41000023', 'MSS.00021008'] },
  { kind: 'account', codes: ['MSS.00022009', 'MSS.00022010', 'MSS.00024001'] },
  {
    kind: 'request',
    codes: ['MSS.00000003', 'MSS.10000002', 'MSS.10000003', 'MSS.45000002', 'MSS.45000015'],
  },
] as const;

export type FailureKind = (typeof codesByKind)[number]['kind'] | 'other';

/** The kind of a failed job's error code. */
export function failureKind(code: string | null): FailureKind {
  const entry = codesByKind.find(({ codes }) => codes.some((listed) => listed === code));
  return entry?.kind ?? 'other';
}

/**
 * What a failure means, in the reader's language. For one line, beside the code; MetaStudio's own message, in whatever language,
 * stands in the tooltip and on the job's page.
 */
export function failureMeaning(error: Job['error'], t: Translate): string {
  if (error?.code == null && error?.message == null) return t('failure.silent');
  return t(`failure.${failureKind(error.code)}.meaning`);
}
