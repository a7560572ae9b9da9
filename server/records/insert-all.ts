import type { CompiledQuery, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Inserts rows by one compiled query. Compiling one for each row, or one for all of them, takes ten times longer than the
 * inserting itself.
 *
 * @param rows with the same fields in the same order
 */
export async function insertAll<R extends object>(
  db: Transaction<Schema>,
  rows: readonly R[],
  compile: (row: R) => CompiledQuery,
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const query = compile(first);
  for (const row of rows) await db.executeQuery({ ...query, parameters: Object.values(row) });
}
