/** Why the database cannot be used. */
export type TroubleReason =
  | 'gone'
  | 'read_only'
  | 'full'
  | 'locked'
  | 'unreachable'
  | 'refused'
  | 'newer'
  | 'damaged'
  | 'other';

/** What each reason means, for the operator. */
export const troubleWords: Record<TroubleReason, string> = {
  gone: 'its file or folder was moved or deleted',
  read_only: 'it cannot be written to',
  full: 'the disk is full',
  locked: 'another program holds its lock',
  unreachable: 'the server cannot be reached or does not answer',
  refused: 'the server refuses the user, the password or the database name',
  newer: 'it was written by a newer version of Dailies',
  damaged: 'the file is damaged or no database',
  other: 'it reports an error',
};

/** The database could not be used; nothing was changed, as far as is known. */
export class RecordsTrouble extends Error {
  readonly reason: TroubleReason;

  constructor(reason: TroubleReason, cause?: unknown) {
    super(troubleWords[reason], { cause });
    this.name = 'RecordsTrouble';
    this.reason = reason;
  }
}
