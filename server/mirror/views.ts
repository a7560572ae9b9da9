import type { Anchor, Job } from '../../contract/job.ts';
import type { Clock } from '../lib/clock.ts';
import { Lru } from '../lib/lru.ts';
import type { Change, Entry } from './entry.ts';
import { rowMaker } from './filter.ts';
import type { JobQuery } from './job-query.ts';
import { KeptSelections } from './kept-selections.ts';
import type { Mirror } from './mirror.ts';
import { SlotSet } from './slot-set.ts';
import { hasGrown, type Selection, View } from './view.ts';

/** One page of an answer. */
export type ViewPage = {
  selection: Selection;
  anchor: Selection;
  jobs: Job[];
  arrived: number;
};

/** Questions that go on from their last answer. */
const maxViews = 500;

/** Answers questions from the mirror, and keeps the order that a walk through the pages began with. */
export class Views {
  readonly #mirror: Mirror;
  readonly #clock: Clock;
  readonly #views = new Lru<string, View>(maxViews);
  readonly #kept = new KeptSelections();

  constructor(mirror: Mirror, clock: Clock) {
    this.#mirror = mirror;
    this.#clock = clock;
    mirror.onChange((changes) => this.#note(changes));
  }

  /** The version as replies carry it. */
  versionText(version = this.#mirror.version): string {
    return `${this.#mirror.epoch}.${version}`;
  }

  /** The number of a version of this epoch that is not in the future; null for any other text. */
  versionOf(text: string | null): number | null {
    const [epoch, number] = text?.split('.') ?? [];
    if (epoch !== this.#mirror.epoch || !number || !/^\d{1,15}$/.test(number)) return null;
    return Number(number) <= this.#mirror.version ? Number(number) : null;
  }

  /** The page of a query, in the order of the moment that it names if that is still kept. */
  page(query: JobQuery): ViewPage {
    const question = questionOf(query);
    const selection = this.#select(question, query);
    const anchor = this.#anchor(question, query.at) ?? selection;
    const jobs: Job[] = [];
    const row = rowMaker(query);
    for (const entry of rowsOf(anchor, query)) if (!entry.isGone) jobs.push(row(entry.facts));
    return { selection, anchor, jobs, arrived: newIn(selection, anchor, this.#mirror.slots) };
  }

  /** @param arrived jobs that match now and are on no page */
  anchorOf({ version, order }: Selection, arrived: number): Anchor {
    return { version: this.versionText(version), total: order.size, arrived };
  }

  /** The kept selection of a version; null when the text names none or that is not kept. */
  #anchor(question: string, at: string | null): Selection | null {
    const version = this.versionOf(at);
    return version === null ? null : this.#kept.get(question, version);
  }

  #select(question: string, query: JobQuery): Selection {
    const now = this.#clock.now();
    const known = this.#views.get(question);
    // Of a view that had to go the last selection may still be there, and right.
    const kept = known ? null : this.#kept.get(question, this.#mirror.version);
    if (kept && !hasGrown(kept, now)) return kept;
    const view = known ?? new View(query, this.#mirror.order(query.sort));
    this.#views.set(question, view);
    const before = view.selection;
    const selection = view.select(now, () => this.#newVersion(question));
    if (selection !== before) this.#keep(question, selection);
    return selection;
  }

  /** A walk that began at the present version goes on in the order that it had then. */
  #newVersion(question: string): number {
    const { version } = this.#mirror;
    return this.#kept.has(question, version) ? this.#mirror.skipVersion() : version;
  }

  #keep(question: string, selection: Selection): void {
    for (const dropped of this.#kept.put(question, selection)) {
      // A view whose last selection is not worth its memory is not either.
      const isLast = this.#views.get(dropped.question)?.selection === dropped.selection;
      if (isLast) this.#views.delete(dropped.question);
    }
  }

  #note(changes: readonly Change[]): void {
    for (const [question, view] of this.#views.entries()) {
      if (!view.note(changes)) this.#views.delete(question);
    }
  }
}

/** A question without its page and direction. */
function questionOf({ offset, limit, at, dir, ...question }: JobQuery): string {
  return JSON.stringify(question);
}

/** The jobs of a page, those that are gone included. */
export function rowsOf({ order, at }: Selection, { offset, limit, dir }: JobQuery): Entry[] {
  const rows: Entry[] = [];
  for (const entry of order.from(offset, dir, at)) {
    rows.push(entry);
    if (rows.length === limit) break;
  }
  return rows;
}

/** Jobs of a selection that an earlier one does not have: they are in the parts that the two do not share. */
function newIn(selection: Selection, anchor: Selection, slots: number): number {
  if (selection.order === anchor.order) return 0;
  const present = selection.order.chunks;
  const earlier = anchor.order.chunks;
  const known = new SlotSet(slots);
  const isPresent = new Set(present);
  for (const chunk of earlier) {
    if (!isPresent.has(chunk)) for (const { slot } of chunk.entries) known.add(slot);
  }
  let count = 0;
  const isEarlier = new Set(earlier);
  for (const chunk of present) {
    if (isEarlier.has(chunk)) continue;
    for (const { slot } of chunk.entries) if (!known.has(slot)) count++;
  }
  return count;
}
