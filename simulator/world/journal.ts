import type { EndpointName } from '../../wire/endpoints.ts';

/** One request as it came in, and what was answered. */
export type JournalEntry = {
  /** Epoch ms of the real clock. */
  at: number;
  method: string;
  /** The request target exactly as it stood on the request line. */
  target: string;
  /** Names in lower case, as sent and in the order sent; a repeated header is there twice. */
  headers: readonly (readonly [string, string])[];
  operation: EndpointName | 'obs' | 'iam' | null;
  jobId: string | null;
  /** Status of our answer; null when none was given (hang, reset before the first byte). */
  status: number | null;
  /** For a cancel: whether it took effect. */
  applied?: boolean;
};

const most = 20_000;

/** Requests in the order of their coming; the oldest are forgotten when there are very many. */
export class Journal {
  readonly entries: JournalEntry[] = [];

  add(entry: JournalEntry): void {
    this.entries.push(entry);
    if (this.entries.length > most * 1.25) this.entries.splice(0, this.entries.length - most);
  }
}
