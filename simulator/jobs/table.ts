import { type Facts, factsAt, type JobRecord } from './record.ts';
import {
  beforeByCreation,
  eachByUpdate,
  eachCreatedBetween,
  insert,
  mergeSettled,
  type Row,
} from './rows.ts';

/** Conditions of the list; times in epoch ms. */
export type JobFilter = {
  since: number;
  until: number;
  states: ReadonlySet<string> | null;
  type: JobRecord['type'] | null;
  /** Exact name, or with `fuzzy` a part of it in any letter case. */
  name: { text: string; fuzzy: boolean } | null;
  scriptId: string | null;
  jobIds: ReadonlySet<string> | null;
  /** Null means all jobs; the empty text means those without a label. */
  appUserId: string | null;
};

export type JobOrder = { key: 'create_time' | 'update_time' | 'asset_order'; descending: boolean };

/** The jobs of one page with their present facts; `count` is how many match on all pages. */
export type JobPage = { count: number; jobs: { record: JobRecord; facts: Facts }[] };

/**
 * The jobs of a world, ready for filtering and sorting: rows in order of creation, and settled rows (which no longer
 * change with time) in order of their last update. Each read computes the facts of the few unsettled rows only, so
 * 100 000 jobs are one cheap pass.
 */
export class JobTable {
  #byCreated: Row[] = [];
  #byUpdated: Row[] = [];
  readonly #unsettled = new Set<Row>();
  readonly #byJob = new Map<string, Row>();
  readonly #byAsset = new Map<string, Row>();
  #lastNow = -Infinity;

  get size(): number {
    return this.#byCreated.length;
  }

  job(jobId: string): JobRecord | null {
    return this.#byJob.get(jobId)?.record ?? null;
  }

  ofAsset(assetId: string): JobRecord | null {
    return this.#byAsset.get(assetId)?.record ?? null;
  }

  all(): JobRecord[] {
    return this.#byCreated.map((row) => row.record);
  }

  /** Adds many records at once. @throws RangeError when an id is taken. */
  addAll(records: readonly JobRecord[]): void {
    const isBulk = records.length > 100;
    for (const record of records) {
      if (this.#byJob.has(record.jobId)) throw new RangeError('a job of this id exists already');
      const { createdAt, serial, type, name } = record;
      const row: Row = {
        record,
        createdAt,
        serial,
        type,
        name,
        folded: name.toLowerCase(),
        settled: null,
        state: '',
        updatedAt: 0,
      };
      this.#byJob.set(record.jobId, row);
      this.#byAsset.set(record.assetId, row);
      this.#unsettled.add(row);
      if (isBulk) this.#byCreated.push(row);
      else insert(this.#byCreated, row);
    }
    if (isBulk) this.#byCreated.sort(beforeByCreation);
  }

  /** Replaces the record with the same job id. @throws RangeError when there is none. */
  replace(record: JobRecord): void {
    const old = this.#byJob.get(record.jobId);
    if (old === undefined) throw new RangeError('no such job');
    this.remove((other) => other === old.record);
    this.addAll([record]);
  }

  /** Removes records: for edits, and to keep memory bounded. */
  remove(isRemoved: (record: JobRecord) => boolean): void {
    const isKept = (row: Row) => !isRemoved(row.record);
    for (const row of this.#byCreated) {
      if (isKept(row)) continue;
      this.#byJob.delete(row.record.jobId);
      this.#byAsset.delete(row.record.assetId);
      this.#unsettled.delete(row);
    }
    this.#byCreated = this.#byCreated.filter(isKept);
    this.#byUpdated = this.#byUpdated.filter(isKept);
  }

  /** The page `offset`, `limit` of the jobs that match at `now`, in order. */
  page(
    filter: JobFilter,
    order: JobOrder,
    { offset, limit }: { offset: number; limit: number },
    now: number,
  ): JobPage {
    this.#settle(now);
    const matches = matcher(filter, now);
    const page: JobPage = { count: 0, jobs: [] };
    this.#walk(filter, order, now, (row) => {
      if (!matches(row)) return;
      if (page.count >= offset && page.jobs.length < limit) {
        page.jobs.push({ record: row.record, facts: row.settled ?? factsAt(row.record, now) });
      }
      page.count++;
    });
    return page;
  }

  /** Visits in order every row that passes the filter's ids and times, and perhaps others. */
  #walk(filter: JobFilter, order: JobOrder, now: number, visit: (row: Row) => void): void {
    // None of the calls modelled here sets asset_order, so all jobs tie, and ties are newest first.
    const isDescending = order.descending || order.key === 'asset_order';
    const named = filter.jobIds === null ? null : this.#rowsOf(filter.jobIds);
    if (order.key === 'update_time') {
      const isUnsettled = (row: Row) => row.settled === null;
      const settled = named?.filter((row) => !isUnsettled(row)) ?? this.#byUpdated;
      const unsettled = named?.filter(isUnsettled) ?? [...this.#unsettled];
      const sorted = named === null ? settled : mergeSettled([], settled);
      eachByUpdate(sorted, unsettled, now, isDescending, visit);
    } else {
      const rows = named?.sort(beforeByCreation) ?? this.#byCreated;
      eachCreatedBetween(rows, filter, isDescending, visit);
    }
  }

  #rowsOf(jobIds: ReadonlySet<string>): Row[] {
    return [...jobIds].flatMap((id) => this.#byJob.get(id) ?? []);
  }

  /** Settles the rows that have seen their last change; when the clock went backwards, all rows are unsettled first. */
  #settle(now: number): void {
    if (now < this.#lastNow) {
      for (const row of this.#byUpdated) {
        row.settled = null;
        this.#unsettled.add(row);
      }
      this.#byUpdated = [];
    }
    this.#lastNow = now;
    const settled: Row[] = [];
    for (const row of this.#unsettled) {
      const facts = factsAt(row.record, now);
      if (!facts.settled) continue;
      row.settled = facts;
      row.state = facts.state;
      row.updatedAt = facts.updatedAt;
      this.#unsettled.delete(row);
      settled.push(row);
    }
    if (settled.length > 0) this.#byUpdated = mergeSettled(this.#byUpdated, settled);
  }
}

/** The filter as one function of a row. Cheap conditions that exclude many rows come first. */
function matcher(filter: JobFilter, now: number): (row: Row) => boolean {
  const { since, until, states, type, name, scriptId, appUserId } = filter;
  const part = name?.fuzzy ? name.text.toLowerCase() : null;
  const exact = name === null || name.fuzzy ? null : name.text;
  return (row) => {
    if (row.createdAt < since || row.createdAt > until) return false;
    if (type !== null && row.type !== type) return false;
    if (states !== null) {
      const state = row.settled === null ? factsAt(row.record, now).state : row.state;
      if (!states.has(state)) return false;
    }
    if (exact !== null && row.name !== exact) return false;
    if (part !== null && !row.folded.includes(part)) return false;
    if (scriptId !== null && row.record.scriptId !== scriptId) return false;
    return appUserId === null || (row.record.appUserId ?? '') === appUserId;
  };
}
