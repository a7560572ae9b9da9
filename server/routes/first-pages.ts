import { idPattern } from '../../contract/ids.ts';
import type { JobType } from '../../contract/job.ts';
import type {
  FirstData,
  OpenedPage,
  PageData,
  PageRenderer,
  PageRequest,
} from '../../contract/page.ts';
import type { FilledDocument, FirstPage, PageDocument } from '../http/page-document.ts';
import { compressible } from '../http/rendered.ts';
import { type Cached, shownStale } from '../jobs/cache.ts';
import { type Clock, endsWithin, isoTime } from '../lib/clock.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import { Lru } from '../lib/lru.ts';
import type { VisibleJobs } from '../mirror/mirrors.ts';
import { parseJobQuery } from './job-query.ts';

export type FirstPagesOptions = {
  document: PageDocument;
  /** Null when the page is drawn by its own code only. */
  renderer: PageRenderer | null;
  clock: Clock;
  logger: Logger;
  /** Places of covers and videos that are known by now. */
  mediaSources: () => readonly string[];
};

/** How long a page waits for its data, in ms. Without it the page asks for them itself. */
const maxWaitMs = 200;
/** The same while no place of covers is known, right after a start: the policy of a page that is sent then keeps them out. */
const maxWaitAtStartMs = 1_000;
/** How long a drawn page is sent, in ms: ages are part of it. */
const keepMs = 5_000;
/** A page takes some 100 kB. */
const maxKept = 50;

type Data = Pick<FirstData, 'list' | 'job' | 'media'>;
/** What was read, and an object that is the same as long as that has not changed. */
type Read = { data: Data; identity: object | null };
/** Whom a page is drawn for. */
type Reader = Pick<FirstData, 'session' | 'signIn'> & {
  /** Null when no one is signed in, or their jobs cannot be asked for. */
  jobs: VisibleJobs | null;
};
type Kept = { identity: object | null; until: number; page: Promise<FirstPage> };

const pageHeaders = {
  'cache-control': 'no-store',
  'content-type': 'text/html; charset=utf-8',
};

const noData: Data = { list: null, job: null, media: null };
const nothing: Read = { data: noData, identity: null };

/** Draws the first HTML of pages, once for all readers who would see the same (docs/decisions/0019-rows-in-the-first-html.md). */
export class FirstPages {
  readonly #options: FirstPagesOptions;
  readonly #kept = new Lru<string, Kept>(maxKept);
  readonly #plain: FirstPage;
  readonly #loggedKinds = new Set<string>();

  constructor(options: FirstPagesOptions) {
    this.#options = options;
    this.#plain = pageOf(options.document.fill(null));
  }

  async page(request: Omit<PageRequest, 'now'>, { jobs, ...reader }: Reader): Promise<FirstPage> {
    const { renderer, clock } = this.#options;
    if (!renderer) return this.#plain;
    try {
      const opened = renderer.open({ ...request, now: clock.now() });
      const { data, identity } = jobs === null ? nothing : await this.#read(opened.shows, jobs);
      // An epoch is that of one mirror: what one app user sees is in no page of another.
      const key = JSON.stringify([opened.key, reader, jobs?.mirror.epoch]);
      const known = this.#kept.get(key);
      const now = clock.now();
      if (known && known.identity === identity && now < known.until) return await known.page;
      const page = this.#draw(opened, { now, ...reader, ...data });
      this.#kept.set(key, { identity, until: now + keepMs, page });
      return await page;
    } catch (error) {
      this.#logOnce(error);
      return this.#plain;
    }
  }

  async #draw(opened: OpenedPage, data: Omit<FirstData, 'timeZone'>): Promise<FirstPage> {
    const { language, scheme, modules } = opened;
    const html = await opened.render(data);
    return pageOf(this.#options.document.fill({ ...html, language, scheme, modules }));
  }

  async #read(shows: PageData, jobs: VisibleJobs): Promise<Read> {
    if (shows?.kind === 'list') return await this.#readList(shows.query, jobs);
    if (shows?.kind === 'job' && idPattern.test(shows.id)) return await this.#readJob(shows, jobs);
    return nothing;
  }

  async #readJob(
    { id, type }: { id: string; type: JobType | null },
    { details, media }: VisibleJobs,
  ): Promise<Read> {
    const deadline = this.#deadline();
    const job = await this.#by(deadline, details.read(id, type));
    if (!job) return nothing;
    // Its links are signed for this page: it is drawn once.
    const links =
      job.value.state === 'SUCCEED'
        ? await this.#by(deadline, media.read(id, { type: job.value.type, check: false }))
        : null;
    return {
      data: { ...noData, job: withTimes(job), media: links },
      identity: links ?? job.value,
    };
  }

  async #readList(text: string, { lists }: VisibleJobs): Promise<Read> {
    const query = parseJobQuery(text);
    const deadline = this.#deadline();
    const list = (await this.#by(deadline, lists.answer(query))) ?? lists.peek(query);
    return list ? { data: { ...noData, list: withTimes(list) }, identity: list.value } : nothing;
  }

  #deadline(): number {
    const { clock, mediaSources } = this.#options;
    return clock.now() + (mediaSources().length === 0 ? maxWaitAtStartMs : maxWaitMs);
  }

  /** The result of a read that succeeds until then; null otherwise: the page asks again, and shows what is wrong. */
  async #by<T extends object>(deadline: number, read: Promise<T>): Promise<T | null> {
    const { clock } = this.#options;
    const result = read.catch(() => null);
    return (await endsWithin(clock, Math.max(0, deadline - clock.now()), result))
      ? await result
      : null;
  }

  /** The same fault would fill the log with every page that is opened. */
  #logOnce(error: unknown): void {
    const fields = errorFields(error);
    const kind = JSON.stringify(fields);
    if (this.#loggedKinds.has(kind) || this.#loggedKinds.size >= maxKept) return;
    this.#loggedKinds.add(kind);
    this.#options.logger.error({ event: 'page_not_drawn', ...fields }, 'Page not drawn');
  }
}

function pageOf({ html, styles }: FilledDocument): FirstPage {
  return { body: compressible(new TextEncoder().encode(html), pageHeaders), styles };
}

/** A reply of the API, as an object. */
function withTimes<T extends object>({ value, readAt, stale }: Cached<T>) {
  return { ...value, stale: shownStale(stale), asOf: isoTime(readAt) };
}
