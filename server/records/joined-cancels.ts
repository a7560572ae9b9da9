import type { Transaction } from 'kysely';
import type { CancelOutcome } from '../../contract/cancel.ts';
import type { JobState } from '../../contract/state.ts';
import type { CancelRow, Schema } from './schema.ts';

type Settled = { id: string; outcome: CancelOutcome | null; finalState: JobState | null } & Pick<
  CancelRow,
  'settledAt'
>;

/** Settles the orders that joined a cancel, with its outcome. */
export async function settleJoined(db: Transaction<Schema>, row: Settled): Promise<void> {
  const { id, outcome, finalState, settledAt } = row;
  await db
    .updateTable('cancels')
    .set({ outcome, finalState, settledAt })
    .where('joined', '=', id)
    .where('settledAt', 'is', null)
    .execute();
}

/** The same for those that were left open although the cancel they joined has been settled since. */
export async function settleLeftJoined(db: Transaction<Schema>): Promise<void> {
  await db
    .updateTable('cancels')
    .set((is) => {
      const main = is.selectFrom('cancels as main').whereRef('main.id', '=', 'cancels.joined');
      return {
        outcome: main.select('main.outcome'),
        finalState: main.select('main.finalState'),
        settledAt: main.select('main.settledAt'),
      };
    })
    .where('settledAt', 'is', null)
    .where((is) =>
      is.exists(
        is
          .selectFrom('cancels as main')
          .select('main.id')
          .whereRef('main.id', '=', 'cancels.joined')
          .where('main.settledAt', 'is not', null),
      ),
    )
    .execute();
}
