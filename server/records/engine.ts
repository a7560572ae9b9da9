import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';
import type { TroubleReason } from './trouble.ts';

/** A database, with the few things in which the two engines differ. */
export type Engine = {
  db: Kysely<Schema>;
  /** True when other processes may write to it too. */
  shared: boolean;
  /** @throws RecordsTrouble when what is written would not be found again, since the file was moved or deleted */
  assertInPlace(): void;
  /** Whether a unique index refused a row. */
  isConflict(error: unknown): boolean;
  reasonOf(error: unknown): TroubleReason;
  /** Tells other processes something as soon as a transaction is committed. */
  tell(db: Transaction<Schema>, text: string): Promise<void>;
  /** Calls `onNotice` with what processes tell, this one too, until the returned function is called. */
  listen(onNotice: (text: string) => void): () => void;
  close(): Promise<void>;
};

/** The code of a caught error, as both engines and Node have it. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}
