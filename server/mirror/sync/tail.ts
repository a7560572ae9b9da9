import { maxListLimit } from '../../../wire/endpoints.ts';
import type { Change } from '../entry.ts';
import type { ListReader } from './list-reader.ts';

/** Pages that one round reads at most; the rest comes with the verification. */
const maxPages = 50;

/** What the newest changes of MetaStudio's list brought. */
export type TailResult = {
  /** When the first page was asked for, in ms since 1970. */
  at: number;
  /** Ids on the pages that were read. */
  ids: Set<string>;
  unreadable: number;
};

/**
 * Reads the jobs that changed last, and goes on to the next page while a page held something new.
 *
 * @param since RFC 3339; the start of the mirror's window
 * @param isNews whether a change is reason to look at the next page
 * @throws UpstreamFault
 */
export async function readTail(
  reader: ListReader,
  since: string,
  isNews: (change: Change) => boolean,
): Promise<TailResult> {
  const ids = new Set<string>();
  let at: number | null = null;
  let unreadable = 0;
  for (let number = 0; number < maxPages; number++) {
    const page = await reader.read(
      {
        sort_key: 'update_time',
        sort_dir: 'desc',
        create_since: since,
        offset: String(number * maxListLimit),
      },
      'list',
    );
    at ??= page.moment.at;
    unreadable += page.unreadable;
    for (const { id } of page.jobs) ids.add(id);
    const changes = reader.mirror.apply(page.jobs, page.moment);
    const hasMore = page.entries >= maxListLimit;
    if (!hasMore || !changes.some((change) => !isOnlyCover(change) && isNews(change))) break;
  }
  return { at: at ?? 0, ids, unreadable };
}

/** Links are signed anew with every read; a newer one is no news. */
function isOnlyCover({ before, after }: Change): boolean {
  if (!before || !after) return false;
  return (
    JSON.stringify({ ...before.job, cover: null }) === JSON.stringify({ ...after.job, cover: null })
  );
}
