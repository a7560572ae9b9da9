/**
 * Values of `sort` of `GET /api/jobs`; the first is the default. `length` is that of the video, `waited` and `production`
 * are the times in the queue and in production, which grow while a job is there. Jobs without the value come last.
 */
export const sortKeys = ['created', 'updated', 'name', 'length', 'waited', 'production'] as const;

export type SortKey = (typeof sortKeys)[number];

/** Values of `dir` of `GET /api/jobs`; the first is the default. */
export const sortDirections = ['desc', 'asc'] as const;

export type SortDirection = (typeof sortDirections)[number];

/** Page sizes that the page offers; the first is the default of `limit`. */
export const pageSizes = [20, 50, 100] as const;

/** Longest text that can be searched for in names, in UTF-16 code units (docs/metastudio.md#numbers). */
export const maxNameLength = 256;

/**
 * RFC 3339 time before MetaStudio made its first video: the start of a search in all of time. Without a start
 * MetaStudio searches the last month only (docs/metastudio.md#default-window).
 */
export const earliestJobTime = '2019-01-01T00:00:00Z';

/** Least length of the beginning of an id that a search for names also finds. */
export const minIdPrefixLength = 8;
