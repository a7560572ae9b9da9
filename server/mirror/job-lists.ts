import type { JobList, ListChange } from '../../contract/job.ts';
import { problems } from '../../contract/problem.ts';
import { type Cached, shownStale } from '../jobs/cache.ts';
import { type Clock, endsWithin, isoTime } from '../lib/clock.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import type { Change } from './entry.ts';
import type { JobQuery } from './job-query.ts';
import { ListBodies, type ListBody } from './list-bodies.ts';
import { LiveView, type ViewChange } from './live-view.ts';
import type { Mirror } from './mirror.ts';
import type { Follower } from './sync/follower.ts';
import { noLateJobs } from './tally.ts';
import type { UpstreamLists } from './upstream-lists.ts';
import { rangeOf, rangeText } from './upstream-query.ts';
import type { Views } from './views.ts';

/** What a stream sends: the whole view, or what changed in it. */
export type ListEvent = { type: 'view'; list: JobList } | { type: 'change'; change: ListChange };

export type JobListOptions = {
  mirror: Mirror;
  views: Views;
  follower: Follower;
  upstream: UpstreamLists;
  clock: Clock;
};

/** How old the mirror may be before a question waits for a read, and for how long it waits, in ms. */
const maxAgeMs = 30_000;
const maxWaitMs = 300;
/** How long rows wait for new links of their pictures, in ms. */
const maxLinkWaitMs = 500;

type Group = { view: LiveView; listeners: Set<(event: ListEvent) => void> };

/** Answers questions for lists, from the mirror or else from MetaStudio, and keeps streams up to date. */
export class JobLists {
  readonly #options: JobListOptions;
  /** Queries with their range; one object as long as the range is the same, because bodies are kept by it. */
  readonly #ranged = new WeakMap<JobQuery, JobQuery>();
  readonly #bodies: ListBodies;
  readonly #groups = new Map<string, Group>();
  #sentStatus = '';

  constructor(options: JobListOptions) {
    this.#options = options;
    this.#bodies = new ListBodies(options);
    options.mirror.onChange((changes) => this.#tell(changes));
  }

  /**
   * One page of the list.
   *
   * @param signalOf the signal of the caller, who may give up; asked for only when MetaStudio is
   * @throws UpstreamFault when there is nothing to answer with
   */
  async answer(asked: JobQuery, signalOf?: () => AbortSignal): Promise<Cached<ListBody>> {
    const query = this.#within(asked);
    if (this.#isBeyond(query)) return await this.#ask(query, signalOf?.());
    await this.#freshen();
    this.#assertUsable();
    const ending = this.#bodies.ending(query);
    if (ending.length > 0) {
      const { follower, clock } = this.#options;
      await endsWithin(clock, maxLinkWaitMs, follower.refresh(ending));
      this.#bodies.forget(query);
    }
    return { value: this.#bodies.get(query), ...this.#age() };
  }

  /** One page of the list as it is known now, however old; null when there is nothing to answer with. Does not wait. */
  peek(asked: JobQuery): Cached<ListBody> | null {
    const query = this.#within(asked);
    const { readAt, stale } = this.#options.follower.status;
    const isUsable = readAt !== null && (!stale || problems[stale.fault.code].olderCopyMayStandIn);
    return isUsable && !this.#isBeyond(query)
      ? { value: this.#bodies.get(query), ...this.#age() }
      : null;
  }

  /**
   * Calls `listener` with what happens in a view, first with what happened since the version `have`, until the returned
   * function is called. Null when the mirror cannot answer the question: there is no stream for it.
   */
  async watch(
    asked: JobQuery,
    have: string | null,
    listener: (event: ListEvent) => void,
  ): Promise<(() => void) | null> {
    const query = this.#within(asked);
    if (this.#isBeyond(query)) return null;
    const stopLooking = this.#options.follower.watch();
    try {
      await this.#freshen();
      this.#assertUsable();
      const leave = this.#join(query, have, listener);
      return () => {
        leave();
        stopLooking();
      };
    } catch (error) {
      stopLooking();
      throw error;
    }
  }

  /** Tells every stream when coverage or problems have changed; to be called after a round. */
  tellStatus(): void {
    const { follower } = this.#options;
    const { coverage } = follower;
    const { stale } = follower.status;
    const { read, total, ...rest } = coverage;
    // Once all is read, these change with every job that comes or goes.
    const progress = rest.complete ? null : { read, total };
    const text = JSON.stringify([rest, progress, stale?.since, stale?.fault.code]);
    if (text === this.#sentStatus) return;
    this.#sentStatus = text;
    for (const group of this.#groups.values()) this.#send(group, { changed: [], gone: [] });
  }

  #join(query: JobQuery, have: string | null, listener: (event: ListEvent) => void): () => void {
    const { mirror, views } = this.#options;
    const page = views.page(query);
    const key = JSON.stringify([{ ...query, at: null }, page.anchor.version]);
    let group = this.#groups.get(key);
    if (!group) {
      group = { view: new LiveView(query, page, mirror.slots), listeners: new Set() };
      this.#groups.set(key, group);
    }
    const { view, listeners } = group;
    listeners.add(listener);
    const known = views.versionOf(have);
    // Rows of another order cannot be mended by what changed since.
    const isSameWalk = query.at !== null && views.versionOf(query.at) === page.anchor.version;
    if (known === null || !isSameWalk) {
      const { readAt, stale } = this.#age();
      const times = { asOf: isoTime(readAt), stale: shownStale(stale) };
      listener({ type: 'view', list: { ...this.#bodies.get(query), ...times } });
    } else {
      listener(this.#event(view, view.since(known)));
    }
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#groups.delete(key);
    };
  }

  #tell(changes: readonly Change[]): void {
    for (const group of this.#groups.values()) {
      const change = group.view.update(changes);
      if (change) this.#send(group, change);
    }
  }

  #send({ view, listeners }: Group, change: ViewChange): void {
    const event = this.#event(view, change);
    for (const listener of listeners) listener(event);
  }

  #event(view: LiveView, { changed, gone }: ViewChange): ListEvent {
    const { views, follower } = this.#options;
    const { coverage } = follower;
    const { readAt, stale } = this.#age();
    const version = views.versionText();
    const times = { asOf: isoTime(readAt), stale: shownStale(stale) };
    return {
      type: 'change',
      change: { version, ...times, ...view.numbers, coverage, changed, gone },
    };
  }

  /** The query with the range of creation times that is searched when it names none. */
  #within(query: JobQuery): JobQuery {
    if (query.since !== null) return query;
    const { since } = rangeOf(query, this.#options.clock.now());
    const known = this.#ranged.get(query);
    if (known?.since === since) return known;
    const ranged = { ...query, since };
    this.#ranged.set(query, ranged);
    return ranged;
  }

  /** Whether only MetaStudio can answer. Only the mirror knows which jobs are late. */
  #isBeyond({ scriptId, jobId, late, since }: JobQuery): boolean {
    const { mirror, follower } = this.#options;
    if (scriptId !== null) return true;
    if (jobId !== null) return !mirror.get(jobId);
    return !late && since !== null && !follower.covers(since);
  }

  async #freshen(): Promise<void> {
    const { follower, clock } = this.#options;
    const round = follower.look(maxAgeMs);
    if (round === null) return;
    if (follower.status.readAt === null) await round;
    else await endsWithin(clock, maxWaitMs, round);
  }

  /** @throws UpstreamFault when nothing was read yet, or when showing an older copy would be wrong */
  #assertUsable(): void {
    const { readAt, stale } = this.#options.follower.status;
    if (readAt === null) throw stale?.fault ?? new UpstreamFault('busy');
    if (stale && !problems[stale.fault.code].olderCopyMayStandIn) throw stale.fault;
  }

  #age(): Pick<Cached<ListBody>, 'readAt' | 'stale'> {
    const { readAt, stale } = this.#options.follower.status;
    return {
      readAt: readAt ?? 0,
      stale: stale && { since: stale.since, problem: stale.fault.summary },
    };
  }

  async #ask(query: JobQuery, signal?: AbortSignal): Promise<Cached<ListBody>> {
    const { upstream, follower, views, clock } = this.#options;
    const now = clock.now();
    const { value, readAt, stale } = await upstream.read(query, rangeOf(query, now), signal);
    const { total, jobs, counts, unreadable } = value;
    const body: ListBody = {
      total,
      counts,
      late: noLateJobs(),
      jobs,
      range: rangeText(query, now),
      coverage: { ...follower.coverage, unreadable },
      version: views.versionText(),
      source: 'metastudio',
      anchor: null,
    };
    return { value: body, readAt, stale };
  }
}
