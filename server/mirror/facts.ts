import type { Job, JobType, SignedUrl, Usual } from '../../contract/job.ts';
import { type JobState, jobStates } from '../../contract/state.ts';
import { isoTime } from '../lib/clock.ts';
import { type PackedLink, packLink, unpackLink } from './packed-link.ts';
import { createPool } from './pool.ts';

/** What many jobs have in common: one object for all of them. */
type Common = Pick<
  Job,
  'type' | 'state' | 'rawState' | 'mediaBlocked' | 'error' | 'usual' | 'late'
> & {
  /** Place of its state in `jobStates`: counting by it is four times faster than by its name. */
  stateIndex: number;
};

const pooled = createPool<Common>();

/**
 * What is known about a job, as it is kept: smaller than the `Job`, which is made again when it is asked for. Never
 * changed; replaced as a whole when the job changes. Times in ms since 1970; null when unknown.
 */
export class Facts {
  readonly id: string;
  readonly name: string | null;
  /** The name as searches compare it. */
  readonly text: string;
  /** The script as searches compare it; empty while it is not known. */
  readonly script: string;
  readonly durationSeconds: number | null;
  readonly #assetId: string | null;
  readonly #common: Common;
  readonly #created: number | null;
  readonly #started: number | null;
  readonly #ended: number | null;
  readonly #updated: number | null;
  readonly #cover: PackedLink['shared'] | null;
  readonly #ownCover: PackedLink['own'] | null;
  readonly #coverExpires: number | null;

  constructor(job: Job, script = '') {
    const { id, name, type, state, rawState, mediaBlocked, error, usual, late, cover } = job;
    this.id = id;
    this.name = name;
    this.text = shared(comparable(name ?? ''), name ?? '');
    this.script = script;
    this.durationSeconds = job.durationSeconds;
    this.#assetId = job.assetId;
    const stateIndex = jobStates.indexOf(state);
    this.#common = pooled({ type, state, rawState, mediaBlocked, error, usual, late, stateIndex });
    this.#created = secondsOf(job.createdAt);
    this.#started = secondsOf(job.startedAt);
    this.#ended = secondsOf(job.endedAt);
    this.#updated = secondsOf(job.updatedAt);
    const packed = cover && packLink(cover.url);
    this.#cover = packed?.shared ?? null;
    this.#ownCover = packed?.own ?? null;
    this.#coverExpires = secondsOf(cover?.expiresAt ?? null);
  }

  get type(): JobType | null {
    return this.#common.type;
  }

  get state(): JobState {
    return this.#common.state;
  }

  get stateIndex(): number {
    return this.#common.stateIndex;
  }

  get usual(): Usual | null {
    return this.#common.usual;
  }

  get late(): boolean {
    return this.#common.late;
  }

  get created(): number | null {
    return msOf(this.#created);
  }

  get started(): number | null {
    return msOf(this.#started);
  }

  get ended(): number | null {
    return msOf(this.#ended);
  }

  get updated(): number | null {
    return msOf(this.#updated);
  }

  get cover(): SignedUrl | null {
    const shared = this.#cover;
    const own = this.#ownCover;
    if (shared === null || own === null) return null;
    return { url: unpackLink({ shared, own }), expiresAt: textOf(this.#coverExpires) };
  }

  get job(): Job {
    const { stateIndex, ...common } = this.#common;
    return {
      id: this.id,
      name: this.name,
      createdAt: textOf(this.#created),
      startedAt: textOf(this.#started),
      endedAt: textOf(this.#ended),
      updatedAt: textOf(this.#updated),
      durationSeconds: this.durationSeconds,
      assetId: this.#assetId,
      cover: this.cover,
      ...common,
    };
  }
}

/** Text as searches compare it: full-width and other compatible letters are the same, case does not matter. */
export function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** The same text; the other object of it when there is one, which takes no memory of its own. */
function shared(text: string, other: string): string {
  return text === other ? other : text;
}

/** Times are kept in seconds: the whole ones, which are all that MetaStudio sends, take no memory of their own. */
function secondsOf(iso: string | null): number | null {
  const ms = iso === null ? Number.NaN : Date.parse(iso);
  return Number.isNaN(ms) ? null : ms / 1000;
}

function msOf(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 1000);
}

function textOf(seconds: number | null): string | null {
  return seconds === null ? null : isoTime(Math.round(seconds * 1000));
}
