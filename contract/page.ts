import type { JobDetail, JobList, JobType } from './job.ts';
import type { JobMedia } from './media.ts';
import type { Session, SignInInfo } from './session.ts';

/** A request for a page, as far as its HTML depends on it. */
export type PageRequest = {
  path: string;
  /** With its `?`; empty when there is none. */
  search: string;
  /** Headers of the request; empty when absent. */
  cookies: string;
  acceptLanguage: string;
  /** Epoch milliseconds. */
  now: number;
};

/** What a page shows first: the query of `GET /api/jobs`, or a job; null when it shows no job. */
export type PageData =
  | { kind: 'list'; query: string }
  | { kind: 'job'; id: string; type: JobType | null }
  | null;

/** What the first HTML of a page is drawn from, and its code goes on from. */
export type FirstData = {
  /** Epoch milliseconds of the server's clock. */
  now: number;
  /** Time zone of the times in the HTML. */
  timeZone: string;
  /** Null when no one is signed in. */
  session: Session | null;
  signIn: SignInInfo;
  /** Null when it could not be read in time. */
  list: JobList | null;
  job: JobDetail | null;
  /** Of a job that has finished. */
  media: JobMedia | null;
};

/** The first HTML of a page, as parts of its document. */
export type FirstHtml = {
  head: string;
  body: string;
  /** JSON that is safe inside a script element. */
  data: string;
};

/** A page for one reader. */
export type OpenedPage = {
  /** Equal for requests whose HTML is the same for the same data. */
  key: string;
  language: string;
  /** Null for the system's colours. */
  scheme: 'light' | 'dark' | null;
  shows: PageData;
  /** Source files whose code the page needs next, beside that of every page. */
  modules: string[];
  /** @throws whatever a component throws */
  render(data: Omit<FirstData, 'timeZone'>): Promise<FirstHtml>;
};

/** Draws pages on the server; built from `src/entry-server.tsx`. */
export type PageRenderer = { open(request: PageRequest): OpenedPage };

/** Id of the script element that holds the first data. */
export const firstDataId = 'first-data';

/** Id of the template that holds the elements which load the page's code. */
export const codeId = 'code';
