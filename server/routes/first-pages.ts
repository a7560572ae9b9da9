import { idPattern } from '../../contract/ids.ts';
import type {
  FirstData,
  OpenedPage,
  PageData,
  PageRenderer,
  PageRequest,
} from '../../contract/page.ts';
import type { Session } from '../../contract/session.ts';
import type { PageDocument } from '../http/page-document.ts';
import { type Compressible, compressible } from '../http/rendered.ts';
import { type Cached, shownStale } from '../jobs/cache.ts';
import type { JobDetails } from '../jobs/details.ts';
import { type Clock, endsWithin, isoTime } from '../lib/clock.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import { Lru } from '../lib/lru.ts';
import type { JobLists } from '../mirror/job-lists.ts';
import { parseJobQuery } from './job-query.ts';

export type FirstPagesOptions = {
  document: PageDocument;
  /** Null when the page is drawn by its own code only. */
  renderer: PageRenderer | null;
  lists: JobLists;
  details: JobDetails;
  clock: Clock;
  logger: Logger;
};

/** How long a page waits for its data, in ms. Without it the page asks for them itself. */
const maxWaitMs = 200;
/** How long a drawn page is sent, in ms: ages are part of it. */
const keepMs = 5_000;
/** A page takes some 100 kB. */
const maxKept = 50;

type Data = Pick<FirstData, 'list' | 'job'>;
/** What was read, and an object that is the same as long as that has not changed. */
type Read = { data: Data; identity: object | null };
type Kept = { identity: object | null; until: number; page: Promise<Compressible> };

const nothing: Read = { data: { list: null, job: null }, identity: null };

/** Draws the first HTML of pages, once for all readers who would see the same (docs/decisions/0019-rows-in-the-first-html.md). */
export class FirstPages {
  readonly #options: FirstPagesOptions;
  readonly #kept = new Lru<string, Kept>(maxKept);
  readonly #plain: Compressible;
  readonly #loggedKinds = new Set<string>();

  constructor(options: FirstPagesOptions) {
    this.#options = options;
    this.#plain = compressible(options.document.html(null));
  }

  /** @param session null when no one is signed in */
  async page(request: Omit<PageRequest, 'now'>, session: Session | null): Promise<Compressible> {
    const { renderer, clock } = this.#options;
    if (!renderer) return this.#plain;
    try {
      const opened = renderer.open({ ...request, now: clock.now() });
      const { data, identity } = session === null ? nothing : await this.#read(opened.shows);
      const key = JSON.stringify([opened.key, session]);
      const known = this.#kept.get(key);
      const now = clock.now();
      if (known && known.identity === identity && now < known.until) return await known.page;
      const page = this.#draw(opened, { now, session, ...data });
      this.#kept.set(key, { identity, until: now + keepMs, page });
      return await page;
    } catch (error) {
      this.#logOnce(error);
      return this.#plain;
    }
  }

  async #draw(opened: OpenedPage, data: Omit<FirstData, 'timeZone'>): Promise<Compressible> {
    const { language, scheme, modules } = opened;
    const html = await opened.render(data);
    return compressible(this.#options.document.html({ ...html, language, scheme, modules }));
  }

  async #read(shows: PageData): Promise<Read> {
    if (shows?.kind === 'list') return await this.#readList(shows.query);
    if (shows?.kind === 'job' && idPattern.test(shows.id)) {
      const { details } = this.#options;
      const job = await this.#inTime(details.read(shows.id, shows.type));
      return job ? { data: { list: null, job: withTimes(job) }, identity: job.value } : nothing;
    }
    return nothing;
  }

  async #readList(text: string): Promise<Read> {
    const { lists } = this.#options;
    const query = parseJobQuery(text);
    const list = (await this.#inTime(lists.answer(query))) ?? lists.peek(query);
    return list ? { data: { list: withTimes(list), job: null }, identity: list.value } : nothing;
  }

  /** The result of a read that succeeds in time; null otherwise: the page asks again, and shows what is wrong. */
  async #inTime<T extends object>(read: Promise<T>): Promise<T | null> {
    const result = read.catch(() => null);
    return (await endsWithin(this.#options.clock, maxWaitMs, result)) ? await result : null;
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

/** A reply of the API, as an object. */
function withTimes<T extends object>({ value, readAt, stale }: Cached<T>) {
  return { ...value, stale: shownStale(stale), asOf: isoTime(readAt) };
}
