import { maxListLimit } from '../../../wire/endpoints.ts';
import type { ListReader } from './list-reader.ts';

/** Pages of moving jobs that a sweep reads at most. */
const maxPages = 50;

/** What reading all moving jobs brought. */
export type SweepResult = {
  /** Known jobs that had changed. */
  changed: string[];
  /** Jobs that move as far as the mirror knows, and that MetaStudio does not count among these. */
  missing: string[];
};

/**
 * Reads all jobs that wait or are in production. It finds what the tail does not when the time of a change does not mean
 * what its name says (docs/metastudio.md#unconfirmed).
 *
 * @param since RFC 3339; the start of the mirror's window
 * @throws UpstreamFault
 */
export async function sweep(reader: ListReader, since: string): Promise<SweepResult> {
  const { mirror } = reader;
  const before = mirror.beginRead();
  const seen = new Set<string>();
  const changed: string[] = [];
  for (let number = 0; number < maxPages; number++) {
    const page = await reader.read(
      {
        state: 'WAITING,PROCESSING',
        sort_key: 'create_time',
        sort_dir: 'desc',
        create_since: since,
        offset: String(number * maxListLimit),
      },
      'list',
    );
    for (const { id } of page.jobs) seen.add(id);
    for (const { entry, before, after } of mirror.apply(page.jobs, page.moment)) {
      // The first reading comes to old jobs later: those are new here, and have not changed.
      if (before && before.job.state !== after?.job.state) changed.push(entry.id);
    }
    if (page.entries < maxListLimit) break;
  }
  const missing: string[] = [];
  for (const entry of mirror.moving) {
    if (!seen.has(entry.id) && entry.read.order < before.order) missing.push(entry.id);
  }
  return { changed, missing };
}
