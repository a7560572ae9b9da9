import { type Facts, factsAt, type JobRecord } from './record.ts';

/** What the list is asked for; times are epoch ms, names as documented for ListDigitalHumanVideo. */
export type JobFilter = {
  since: number;
  until: number;
  states: ReadonlySet<string> | null;
  type: JobRecord['type'] | null;
  /** Exact name, or with `fuzzy` a part of it in any letter case. */
  name: { text: string; fuzzy: boolean } | null;
  scriptId: string | null;
  jobIds: ReadonlySet<string> | null;
  /** Null means everybody's jobs; the empty text means those without a label. */
  appUserId: string | null;
};

export type JobOrder = { key: 'create_time' | 'update_time' | 'asset_order'; descending: boolean };

/** Jobs of one page with what they look like now, and how many match on all pages. */
export type JobPage = { count: number; jobs: { record: JobRecord; facts: Facts }[] };

type Row = { record: JobRecord; settled: Facts | null; folded: string };

/**
 * The jobs of a world, ready for filtering and sorting: rows in order of creation, and settled rows (nothing changes
 * by time alone any more) in order of their last update. Only the few unsettled rows are judged anew on each read,
 * so 100 000 jobs are one cheap pass.
 */
export class JobTable {
  private byCreated: Row[] = [];
  private byUpdated: Row[] = [];
  private active = new Set<Row>();
  private byJob = new Map<string, Row>();
  private byAsset = new Map<string, Row>();
  private lastNow = -Infinity;

  get size(): number {
    return this.byCreated.length;
  }

  job(jobId: string): JobRecord | null {
    return this.byJob.get(jobId)?.record ?? null;
  }

  ofAsset(assetId: string): JobRecord | null {
    return this.byAsset.get(assetId)?.record ?? null;
  }

  all(): JobRecord[] {
    return this.byCreated.map((row) => row.record);
  }

  /** Adds many records at once. @throws RangeError when an id is taken. */
  addAll(records: readonly JobRecord[]): void {
    for (const record of records) {
      if (this.byJob.has(record.jobId)) throw new RangeError('a job of this id exists already');
      const row: Row = { record, settled: null, folded: record.name.toLowerCase() };
      this.byJob.set(record.jobId, row);
      this.byAsset.set(record.assetId, row);
      this.active.add(row);
      if (records.length < 100) insert(this.byCreated, row, beforeByCreation);
      else this.byCreated.push(row);
    }
    if (records.length >= 100) this.byCreated.sort(beforeByCreation);
  }

  /** Puts a changed record in the place of the one with the same job id. */
  replace(record: JobRecord): void {
    const old = this.byJob.get(record.jobId);
    if (old === undefined) throw new RangeError('no such job');
    this.remove((row) => row === old);
    this.addAll([record]);
  }

  /** Drops rows; used for edits and to keep the memory bounded. */
  remove(which: (row: { record: JobRecord }) => boolean): void {
    const stays = (row: Row) => !which(row);
    for (const row of this.byCreated) {
      if (stays(row)) continue;
      this.byJob.delete(row.record.jobId);
      this.byAsset.delete(row.record.assetId);
      this.active.delete(row);
    }
    this.byCreated = this.byCreated.filter(stays);
    this.byUpdated = this.byUpdated.filter(stays);
  }

  /** The page `offset`, `limit` of the jobs that match at `now`, in order. */
  page(filter: JobFilter, order: JobOrder, slice: { offset: number; limit: number }, now: number) {
    this.settle(now);
    const matches = matcher(filter, now);
    const page: JobPage = { count: 0, jobs: [] };
    const rows = this.ordered(order, now);
    for (const row of rows) {
      if (!matches(row)) continue;
      if (page.count >= slice.offset && page.jobs.length < slice.limit) {
        page.jobs.push({ record: row.record, facts: factsOf(row, now) });
      }
      page.count++;
    }
    return page;
  }

  private *walk(rows: readonly Row[], descending: boolean): Generator<Row> {
    if (!descending) yield* rows;
    else for (let i = rows.length - 1; i >= 0; i--) yield rows[i] as Row;
  }

  private ordered(order: JobOrder, now: number): Iterable<Row> {
    // Nobody can set asset_order through the calls modelled here, so all tie, and ties are newest first.
    if (order.key === 'asset_order') return this.walk(this.byCreated, true);
    if (order.key === 'create_time') return this.walk(this.byCreated, order.descending);
    const moving = [...this.active].sort((a, b) => beforeByUpdate(a, b, now));
    return this.walk(mergeSorted(this.byUpdated, moving, now), order.descending);
  }

  /** Moves rows whose last change has come to the settled ones; when time ran backwards all are judged anew. */
  private settle(now: number): void {
    if (now < this.lastNow) {
      for (const row of this.byUpdated) {
        row.settled = null;
        this.active.add(row);
      }
      this.byUpdated = [];
    }
    this.lastNow = now;
    const settled: Row[] = [];
    for (const row of this.active) {
      const facts = factsAt(row.record, now);
      if (!facts.settled) continue;
      row.settled = facts;
      this.active.delete(row);
      settled.push(row);
    }
    if (settled.length === 0) return;
    settled.sort((a, b) => beforeByUpdate(a, b, now));
    this.byUpdated = mergeSorted(this.byUpdated, settled, now);
  }
}

function factsOf(row: Row, now: number): Facts {
  return row.settled ?? factsAt(row.record, now);
}

function beforeByCreation(a: Row, b: Row): number {
  return a.record.createdAt - b.record.createdAt || a.record.serial - b.record.serial;
}

function beforeByUpdate(a: Row, b: Row, now: number): number {
  return factsOf(a, now).updatedAt - factsOf(b, now).updatedAt || a.record.serial - b.record.serial;
}

function insert(rows: Row[], row: Row, compare: (a: Row, b: Row) => number): void {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(rows[middle] as Row, row) <= 0) low = middle + 1;
    else high = middle;
  }
  rows.splice(low, 0, row);
}

function mergeSorted(a: readonly Row[], b: readonly Row[], now: number): Row[] {
  if (b.length === 0) return [...a];
  const merged: Row[] = [];
  let i = 0;
  for (const row of b) {
    for (let next = a[i]; next !== undefined && beforeByUpdate(next, row, now) <= 0; next = a[i]) {
      merged.push(next);
      i++;
    }
    merged.push(row);
  }
  for (; i < a.length; i++) merged.push(a[i] as Row);
  return merged;
}

function matcher(filter: JobFilter, now: number): (row: Row) => boolean {
  const { since, until, states, type, name, scriptId, jobIds, appUserId } = filter;
  const part = name?.fuzzy ? name.text.toLowerCase() : null;
  return (row) => {
    const record = row.record;
    if (record.createdAt < since || record.createdAt > until) return false;
    if (jobIds !== null && !jobIds.has(record.jobId)) return false;
    if (type !== null && record.type !== type) return false;
    if (scriptId !== null && record.scriptId !== scriptId) return false;
    if (appUserId !== null && (record.appUserId ?? '') !== appUserId) return false;
    if (part !== null) {
      if (!row.folded.includes(part)) return false;
    } else if (name !== null && record.name !== name.text) return false;
    return states === null || states.has(factsOf(row, now).state);
  };
}
