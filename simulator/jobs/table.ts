import { type Facts, factsAt, type JobRecord } from './record.ts';
import { beforeByCreation, eachByUpdate, firstAt, insert, mergeSettled, type Row } from './rows.ts';

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

/**
 * The jobs of a world, ready for filtering and sorting: rows in order of creation, and settled rows (nothing changes
 * by time alone any more) in order of their last update. Only the few unsettled rows are judged anew on each read,
 * so 100 000 jobs are one cheap pass.
 */
export class JobTable {
  #byCreated: Row[] = [];
  #byUpdated: Row[] = [];
  readonly #active = new Set<Row>();
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
      this.#active.add(row);
      if (isBulk) this.#byCreated.push(row);
      else insert(this.#byCreated, row);
    }
    if (isBulk) this.#byCreated.sort(beforeByCreation);
  }

  /** Puts a changed record in the place of the one with the same job id. */
  replace(record: JobRecord): void {
    const old = this.#byJob.get(record.jobId);
    if (old === undefined) throw new RangeError('no such job');
    this.remove((other) => other === old.record);
    this.addAll([record]);
  }

  /** Drops records; used for edits and to keep the memory bounded. */
  remove(which: (record: JobRecord) => boolean): void {
    const stays = (row: Row) => !which(row.record);
    for (const row of this.#byCreated) {
      if (stays(row)) continue;
      this.#byJob.delete(row.record.jobId);
      this.#byAsset.delete(row.record.assetId);
      this.#active.delete(row);
    }
    this.#byCreated = this.#byCreated.filter(stays);
    this.#byUpdated = this.#byUpdated.filter(stays);
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

  /** Visits in order every row that the filter's ids and times leave over, and perhaps more. */
  #walk(filter: JobFilter, order: JobOrder, now: number, visit: (row: Row) => void): void {
    // Nobody can set asset_order through the calls modelled here, so all tie, and ties are newest first.
    const isDescending = order.descending || order.key === 'asset_order';
    const named = filter.jobIds === null ? null : this.#rowsOf(filter.jobIds);
    if (order.key === 'update_time') {
      const moving = (row: Row) => row.settled === null;
      const settled = named?.filter((row) => !moving(row)) ?? this.#byUpdated;
      const others = named?.filter(moving) ?? [...this.#active];
      const sorted = named === null ? settled : mergeSettled([], settled);
      eachByUpdate(sorted, others, now, isDescending, visit);
      return;
    }
    const rows = named?.sort(beforeByCreation) ?? this.#byCreated;
    const from = firstAt(rows, filter.since);
    const to = firstAt(rows, filter.until + 1);
    if (isDescending) for (let i = to - 1; i >= from; i--) visit(rows[i] as Row);
    else for (let i = from; i < to; i++) visit(rows[i] as Row);
  }

  #rowsOf(jobIds: ReadonlySet<string>): Row[] {
    return [...jobIds].flatMap((id) => this.#byJob.get(id) ?? []);
  }

  /** Moves rows whose last change has come to the settled ones; when time ran backwards all are judged anew. */
  #settle(now: number): void {
    if (now < this.#lastNow) {
      for (const row of this.#byUpdated) {
        row.settled = null;
        this.#active.add(row);
      }
      this.#byUpdated = [];
    }
    this.#lastNow = now;
    const settled: Row[] = [];
    for (const row of this.#active) {
      const facts = factsAt(row.record, now);
      if (!facts.settled) continue;
      row.settled = facts;
      row.state = facts.state;
      row.updatedAt = facts.updatedAt;
      this.#active.delete(row);
      settled.push(row);
    }
    if (settled.length > 0) this.#byUpdated = mergeSettled(this.#byUpdated, settled);
  }
}

/** The filter as one function of a row; what is cheap and rules out most comes first. */
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
