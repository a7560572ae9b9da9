import type { EndpointName } from '../../wire/endpoints.ts';

/** One request, and the status of its reply. */
export type JournalEntry = {
  /** Epoch ms of the real clock. */
  at: number;
  method: string;
  /** The request target exactly as on the request line. */
  target: string;
  /** Names in lower case, in the order sent; a repeated header appears twice. */
  headers: readonly (readonly [string, string])[];
  operation: EndpointName | 'obs' | 'iam' | null;
  jobId: string | null;
  /** Null when no reply was sent (hang, reset before the first byte). */
  status: number | null;
  /** For a cancel: whether it took effect. */
  applied?: boolean;
};

const maxEntries = 20_000;

/** Requests in order of arrival; only the newest 20 000 to 25 000 are kept. */
export class Journal {
  readonly entries: JournalEntry[] = [];

  add(entry: JournalEntry): void {
    this.entries.push(entry);
    if (this.entries.length > maxEntries * 1.25)
      this.entries.splice(0, this.entries.length - maxEntries);
  }
}
