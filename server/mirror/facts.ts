import type { Job, JobType, SignedUrl, Usual } from '../../contract/job.ts';
import { type JobState, jobStates } from '../../contract/state.ts';
import { isoTime } from '../lib/clock.ts';

/**
 * What is known about a job, as it is kept: smaller than the `Job`, which is made again when it is asked for. Never
 * changed; replaced as a whole when the job changes. Times in ms since 1970; null when unknown.
 */
export class Facts {
  readonly id: string;
  readonly type: JobType | null;
  /** Place of its state in `jobStates`: counting by it is four times faster than by its name. */
  readonly stateIndex: number;
  readonly rawState: string;
  readonly name: string | null;
  /** The name as searches compare it. */
  readonly text: string;
  readonly durationSeconds: number | null;
  readonly assetId: string | null;
  readonly mediaBlocked: boolean;
  readonly error: Job['error'];
  readonly usual: Usual | null;
  readonly late: boolean;
  readonly #created: number | null;
  readonly #started: number | null;
  readonly #ended: number | null;
  readonly #updated: number | null;
  readonly #coverUrl: string | null;
  readonly #coverExpires: number | null;

  constructor(job: Job) {
    this.id = job.id;
    this.type = job.type;
    this.stateIndex = jobStates.indexOf(job.state);
    this.rawState = shared(job.rawState, job.state);
    this.name = job.name;
    this.text = shared(comparable(job.name ?? ''), job.name ?? '');
    this.durationSeconds = job.durationSeconds;
    this.assetId = job.assetId;
    this.mediaBlocked = job.mediaBlocked;
    this.error = job.error;
    this.usual = job.usual;
    this.late = job.late;
    this.#created = secondsOf(job.createdAt);
    this.#started = secondsOf(job.startedAt);
    this.#ended = secondsOf(job.endedAt);
    this.#updated = secondsOf(job.updatedAt);
    this.#coverUrl = job.cover?.url ?? null;
    this.#coverExpires = secondsOf(job.cover?.expiresAt ?? null);
  }

  get state(): JobState {
    return jobStates[this.stateIndex] ?? 'UNKNOWN';
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
    const url = this.#coverUrl;
    return url === null ? null : { url, expiresAt: textOf(this.#coverExpires) };
  }

  get job(): Job {
    return {
      id: this.id,
      name: this.name,
      type: this.type,
      state: this.state,
      rawState: this.rawState,
      createdAt: textOf(this.#created),
      startedAt: textOf(this.#started),
      endedAt: textOf(this.#ended),
      updatedAt: textOf(this.#updated),
      durationSeconds: this.durationSeconds,
      assetId: this.assetId,
      cover: this.cover,
      mediaBlocked: this.mediaBlocked,
      error: this.error,
      usual: this.usual,
      late: this.late,
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
