import type { Records } from './records.ts';

/**
 * How many cancels of an account are not settled, without those that joined another, and when the oldest was ordered, in ms since
 * 1970.
 *
 * @throws RecordsTrouble
 */
export async function openCancels(
  records: Records,
  account: string,
): Promise<{ count: number; oldestAt: number | null }> {
  return await records.read((db) =>
    db
      .selectFrom('cancels')
      .select((is) => [
        is.fn.countAll<number>().as('count'),
        is.fn.min<number | null>('requestedAt').as('oldestAt'),
      ])
      .where('account', '=', account)
      .where('settledAt', 'is', null)
      .where('joined', 'is', null)
      .executeTakeFirstOrThrow(),
  );
}
