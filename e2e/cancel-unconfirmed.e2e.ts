import type { Page } from '@playwright/test';
import { confirm, openDialog, queued, sentCancels } from './cancelling.ts';
import { expect, type Studio, test } from './fixtures.ts';

/** Milliseconds that the proxy reads a job back before it answers `unconfirmed`; 20 s outside of tests. */
const readBackMs = 2_000;

/** A cancel takes effect that many seconds after its reply was an error: later than the read-back window. */
const appliedLate = (afterSeconds: number) => ({
  records: [queued],
  env: { DAILIES_READ_BACK_MS: String(readBackMs) },
  faults: [{ kind: 'cancelLateApply', afterSeconds, how: '500' }],
});

/** Cancels on the job’s page, until the dialog says that the cancel is not confirmed. */
async function cancelUnconfirmed(
  page: Page,
  visit: (studio: Studio, path: string) => Promise<void>,
  studio: Studio,
) {
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  await openDialog(page);
  await confirm(page);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Sent, not confirmed yet', { timeout: 30_000 });
  return dialog;
}

test('shows an unconfirmed cancel, then its confirmation, in the open dialog', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start(appliedLate(4));
  const dialog = await cancelUnconfirmed(page, visit, studio);
  await expect(dialog).toContainText('Canceled, confirmed by MetaStudio', {
    timeout: 30_000,
  });
  expect(await sentCancels(studio)).toBe(1);
});

test('disables the button after an unconfirmed cancel, and shows its end', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start(appliedLate(7));
  const dialog = await cancelUnconfirmed(page, visit, studio);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByText('Cancel request sent at')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel job' })).toBeDisabled();
  const record = page.getByRole('region', { name: 'Cancel records' });
  await expect(record).toContainText('Canceled, confirmed by MetaStudio', {
    timeout: 40_000,
  });
  await expect(page.getByText('The job is already canceled.')).toBeVisible();
  expect(await sentCancels(studio)).toBe(1);
});

test('offers to cancel again once the job has waited on, and then sends a second request', async ({
  page,
  start,
  visit,
}) => {
  const unanswered = { kind: 'cancelLost', how: '500', times: 1 };
  const studio = await start({
    records: [queued],
    env: { DAILIES_READ_BACK_MS: String(readBackMs), DAILIES_TRY_AGAIN_MS: '1000' },
    faults: [unanswered],
  });
  const dialog = await cancelUnconfirmed(page, visit, studio);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByText('Cancel request sent at')).toBeVisible();
  expect(await sentCancels(studio)).toBe(1);
  const again = page.getByRole('button', { name: 'Cancel again' });
  await expect(again).toBeEnabled({ timeout: 40_000 });
  await again.click();
  await expect(dialog).toContainText('Sending another one is safe');
  await dialog.getByRole('button', { name: 'Cancel again' }).click();
  await expect(dialog).toContainText('Canceled, confirmed by MetaStudio');
  expect(await sentCancels(studio)).toBe(2);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  // Both requests are on record, and what became of the job is known of both.
  const records = page.getByRole('region', { name: 'Cancel records' }).getByRole('listitem');
  await expect(records).toHaveCount(2);
  for (const i of [0, 1])
    await expect(records.nth(i)).toContainText('Canceled, confirmed', { timeout: 40_000 });
});
