import type { Records } from './records.ts';

/** How many rows are removed in one transaction. */
const bite = 1000;

/**
 * Removes audit lines and settled cancels from before `before`, in ms since 1970, a bite at a time. Each chain is cut from
 * its beginning, and keeps the hash that its first remaining row follows.
 *
 * @param pause between bites, in which other work gets its turn
 * @throws RecordsTrouble
 */
export async function removeOld(
  records: Records,
  before: number,
  pause: () => Promise<void>,
): Promise<void> {
  const writers = await records.read((db) => db.selectFrom('writers').select('id').execute());
  for (const { id } of writers) while (await cutChain(records, id, before)) await pause();
  while (await removeCancels(records, before)) await pause();
}

/** Returns true when there may be more. */
async function cutChain(records: Records, writer: string, before: number): Promise<boolean> {
  const rows = await records.read((db) =>
    db
      .selectFrom('audit')
      .select(['seq', 'at', 'hash'])
      .where('writer', '=', writer)
      .orderBy('seq')
      .limit(bite)
      .execute(),
  );
  const kept = rows.findIndex(({ at }) => at >= before);
  const last = rows.at(kept === -1 ? -1 : kept - 1);
  if (!last || kept === 0) return false;
  await records.change([], async (db) => {
    await db
      .updateTable('writers')
      .set({ cutSeq: last.seq, cutHash: last.hash })
      .where('id', '=', writer)
      .execute();
    await db
      .deleteFrom('audit')
      .where('writer', '=', writer)
      .where('seq', '<=', last.seq)
      .execute();
  });
  return kept === -1 && rows.length === bite;
}

async function removeCancels(records: Records, before: number): Promise<boolean> {
  const rows = await records.read((db) =>
    db.selectFrom('cancels').select('id').where('settledAt', '<', before).limit(bite).execute(),
  );
  if (rows.length === 0) return false;
  const ids = rows.map(({ id }) => id);
  await records.change([], async (db) => {
    await db.deleteFrom('cancels').where('id', 'in', ids).execute();
  });
  return rows.length === bite;
}
