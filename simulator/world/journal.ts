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
  #dropped = 0;

  /** How many requests there have been, those that are no longer kept included. */
  get total(): number {
    return this.#dropped + this.entries.length;
  }

  add(entry: JournalEntry): void {
    this.entries.push(entry);
    if (this.entries.length <= maxEntries * 1.25) return;
    const tooMany = this.entries.length - maxEntries;
    this.entries.splice(0, tooMany);
    this.#dropped += tooMany;
  }

  /** The requests after the first `mark` ones. @throws RangeError when some of them are no longer kept */
  since(mark: number): JournalEntry[] {
    if (mark < this.#dropped) throw new RangeError('the journal does not go back that far');
    return this.entries.slice(mark - this.#dropped);
  }
}

/** How many of some requests each operation got; `other` are those of no known operation. */
export function countCalls(entries: readonly JournalEntry[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { operation } of entries) {
    const name = operation ?? 'other';
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
