import { idPattern } from '../../contract/ids.ts';
import { type JobType, jobTypes, type LateState, lateStates } from '../../contract/job.ts';
import {
  earliestJobTime,
  maxNameLength,
  pageSizes,
  type SortDirection,
  type SortKey,
  sortDirections,
  sortKeys,
} from '../../contract/job-query.ts';
import { type FilterState, filterStates, isMoving } from '../../contract/state.ts';
import { endOfDay, isDay, startOfDay } from './local-day.ts';

/** Fields that can be searched: names by a part, ids as a whole. */
export const searchFields = ['name', 'jobId', 'scriptId'] as const;
export type SearchField = (typeof searchFields)[number];

/** Ranges of creation time until now, from the shortest to the longest. */
export const rangePresets = ['24h', '7d', '30d', '90d', 'all'] as const;
type RangePreset = (typeof rangePresets)[number];

const rangeHours: Record<Exclude<RangePreset, 'all'>, number> = {
  '24h': 24,
  '7d': 7 * 24,
  '30d': 30 * 24,
  '90d': 90 * 24,
};

/** Filters, sort and page of the job list: everything that the page's URL says. */
export type ListView = {
  states: FilterState[];
  /** True for late jobs only, which are in the queue or in production. */
  late: boolean;
  type: JobType | null;
  searchBy: SearchField;
  search: string;
  range: RangePreset;
  /** Local dates `YYYY-MM-DD`, both inclusive. One of them replaces the preset; empty when not chosen. */
  since: string;
  until: string;
  sort: SortKey;
  dir: SortDirection;
  /** 1 is the first. */
  page: number;
  size: (typeof pageSizes)[number];
};

export const defaultView: ListView = {
  states: [],
  late: false,
  type: null,
  searchBy: 'name',
  search: '',
  range: '30d',
  since: '',
  until: '',
  sort: 'created',
  dir: 'desc',
  page: 1,
  size: 20,
};

const jobIdPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** MetaStudio's largest offset divided by the smallest page (docs/metastudio.md#numbers). */
const maxPage = 100_000;

/** Whether `text` is valid for a search in that field. */
export function isSearchable(field: SearchField, text: string): boolean {
  return field === 'name' ? text.length <= maxNameLength : text === '' || idPattern.test(text);
}

/** Whether `text` has the form of a job id. A pasted one is searched for without choosing the field first. */
export function looksLikeJobId(text: string): boolean {
  return jobIdPattern.test(text);
}

const lateMark = 'late';

const dayOf = (text: string | undefined) => (text !== undefined && isDay(text) ? text : '');

function oneOf<T extends string>(
  values: readonly T[],
  text: string | null | undefined,
  fallback: T,
): T {
  return values.find((value) => value === text) ?? fallback;
}

/** Parses the page's query string. Invalid values become the default, silently: a link that was cut must still open the list. */
export function readListView(search: string | URLSearchParams): ListView {
  // Of several values the last one counts: a form sends that of the pressed button after those of its fields.
  const params = new Map(new URLSearchParams(search));
  // A form sends with the states whether they are those of late jobs (`formStates`).
  const [states = '', mark] = params.get('state')?.split('-', 2) ?? [];
  const chosen = filterStates.filter((state) => states.split(',').includes(state));
  const textOf = (field: SearchField) => params.get(field)?.trim() ?? '';
  const searchBy =
    searchFields.find((field) => textOf(field) !== '' && isSearchable(field, textOf(field))) ??
    'name';
  // A form sends both parts of the order in one.
  const [sort, dir = params.get('dir')] = params.get('sort')?.split('-', 2) ?? [];
  const page = Number(/^[1-9]\d{0,5}$/.exec(params.get('page') ?? '')?.[0] ?? 1);
  const since = dayOf(params.get('since'));
  const until = dayOf(params.get('until'));
  return {
    states: chosen,
    late: (params.get('late') === 'true' || mark === lateMark) && chosen.every(isMoving),
    type: jobTypes.find((one) => one === params.get('type')) ?? null,
    searchBy,
    search: isSearchable(searchBy, textOf(searchBy)) ? textOf(searchBy) : '',
    range: oneOf(rangePresets, params.get('range'), defaultView.range),
    since,
    // When a range ends before it starts, the end is the invalid half.
    until: since !== '' && until < since ? '' : until,
    sort: oneOf(sortKeys, sort, defaultView.sort),
    dir: oneOf(sortDirections, dir, defaultView.dir),
    page: Math.min(page, maxPage),
    size: pageSizes.find((size) => String(size) === params.get('size')) ?? defaultView.size,
  };
}

/** The query string of a view: without defaults, always in the same order. */
export function writeListView(view: ListView): string {
  const params = new URLSearchParams();
  if (view.states.length > 0) params.set('state', view.states.join(','));
  if (view.late) params.set('late', 'true');
  if (view.type !== null) params.set('type', view.type);
  if (view.search !== '') params.set(view.searchBy, view.search);
  const custom = view.since !== '' || view.until !== '';
  if (!custom && view.range !== defaultView.range) params.set('range', view.range);
  if (view.since !== '') params.set('since', view.since);
  if (view.until !== '') params.set('until', view.until);
  if (view.sort !== defaultView.sort) params.set('sort', view.sort);
  if (view.dir !== defaultView.dir) params.set('dir', view.dir);
  if (view.page !== 1) params.set('page', String(view.page));
  if (view.size !== defaultView.size) params.set('size', String(view.size));
  return params.toString();
}

/** The states of a view as the one value that a button can send in a form, with `-late` for late jobs only. */
export function formStates({ states, late }: Pick<ListView, 'states' | 'late'>): string {
  return states.join(',') + (late ? `-${lateMark}` : '');
}

/** The states whose late jobs alone are listed; none when the view does not filter by that. */
export function lateStatesOf({ states, late }: Pick<ListView, 'states' | 'late'>): LateState[] {
  if (!late) return [];
  return lateStates.filter((state) => states.length === 0 || states.includes(state));
}

/** The view without filters; sort and page size stay. */
export function withoutFilters({ sort, dir, size }: ListView): ListView {
  return { ...defaultView, sort, dir, size };
}

/** True when the view has a filter to clear, the range included. */
export function isNarrowed(view: ListView): boolean {
  return writeListView(withoutFilters(view)) !== writeListView({ ...view, page: 1 });
}

/** True when the view has a filter besides its range: an empty list then means "nothing matches", not "no jobs". */
export function isFiltered(view: ListView): boolean {
  return view.states.length > 0 || view.late || view.type !== null || view.search !== '';
}

/** How many filters the view has besides its search. */
export function activeFilters(view: ListView): number {
  const range = view.since !== '' || view.until !== '' || view.range !== defaultView.range;
  return [view.states.length > 0 || view.late, view.type !== null, range].filter(Boolean).length;
}

/** True when the view searches for an id. That search covers all time unless dates are chosen: an id names one thing. */
export function isIdSearch(view: Pick<ListView, 'search' | 'searchBy'>): boolean {
  return view.search !== '' && view.searchBy !== 'name';
}

/** True when the view covers all time, with or without having said so. */
function isAllTime(view: ListView): boolean {
  return view.since === '' && view.until === '' && (view.range === 'all' || isIdSearch(view));
}

/**
 * A view with the next step of a longer range: 90 days, then all time. Null when it covers all time. Search, filters, sort
 * and page size stay.
 */
export function withWiderRange(view: ListView): ListView | null {
  if (isAllTime(view)) return null;
  const isShort = view.since === '' && view.until === '' && view.range !== '90d';
  return { ...view, range: isShort ? '90d' : 'all', since: '', until: '', page: 1 };
}

const hour = 3_600_000;

/** Start of a view's range, RFC 3339. Whole hours: pages opened within an hour send the same request and share its reply. */
function sinceOf(view: ListView, now: number): string {
  // A range that ends before the first video is that day alone: it must not end before it starts.
  const endsTooEarly = view.until !== '' && endOfDay(view.until) < Date.parse(earliestJobTime);
  const first = view.since === '' && endsTooEarly ? view.until : view.since;
  if (first !== '') return new Date(startOfDay(first)).toISOString();
  if (view.until !== '' || view.range === 'all' || isIdSearch(view)) return earliestJobTime;
  const start = now - rangeHours[view.range] * hour;
  return new Date(Math.floor(start / hour) * hour).toISOString();
}

/** What the pages of a walk have in common: the version whose order they follow, and the start of their range. */
export type Walk = { at: string; since: string };

/**
 * The query of a view for the proxy, the same for its list and its stream.
 *
 * @param now in ms since 1970
 * @param walk null for the present order
 */
export function listQuery(view: ListView, now: number, walk: Walk | null = null): string {
  const params = new URLSearchParams();
  if (view.states.length > 0) params.set('state', view.states.join(','));
  if (view.late) params.set('late', 'true');
  if (view.type !== null) params.set('type', view.type);
  if (view.search !== '') params.set(view.searchBy === 'name' ? 'q' : view.searchBy, view.search);
  params.set('since', walk?.since ?? sinceOf(view, now));
  if (view.until !== '') params.set('until', new Date(endOfDay(view.until)).toISOString());
  params.set('sort', view.sort);
  params.set('dir', view.dir);
  params.set('offset', String((view.page - 1) * view.size));
  params.set('limit', String(view.size));
  if (walk !== null && walk.at !== '') params.set('at', walk.at);
  return params.toString();
}
