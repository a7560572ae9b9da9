import { confirm, openDialog, queued, sentCancels } from './cancelling.ts';
import { expect, test } from './fixtures.ts';

test('cancels a waiting job from the list, and records who and why', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: [queued] });
  await visit(studio);
  await page.getByRole('button', { name: `Actions for ${queued.name}` }).click();
  await page.getByRole('menuitem', { name: 'Cancel job' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(queued.name);
  await dialog.getByLabel('Reason').fill('双份提交');
  await confirm(page);
  await expect(dialog).toContainText('Canceled, confirmed by MetaStudio');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByRole('button', { name: `Actions for ${queued.name}` })).toBeFocused();
  await expect(page.getByRole('row', { name: queued.name })).toContainText('Canceled');
  expect(await sentCancels(studio)).toBe(1);
  await page.getByRole('link', { name: queued.name }).click();
  const record = page.getByRole('region', { name: 'Cancel records' });
  await expect(record).toContainText('双份提交');
  await expect(record).toContainText('by ');
});

for (const type of ['2d', 'photo'] as const) {
  test(`cancels a ${type} job by the path of its type`, async ({ page, start, visit }) => {
    const studio = await start({ records: [{ ...queued, type }] });
    await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
    await openDialog(page);
    await confirm(page);
    await expect(page.getByRole('dialog')).toContainText('Canceled, confirmed');
    const [cancel] = await studio.world.journal(/^cancel/);
    expect(cancel?.target).toContain(`/${type}-digital-human-videos/`);
  });
}

test('sends nothing when the dialog is closed', async ({ page, start, visit }) => {
  const studio = await start({ records: [queued] });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  await openDialog(page);
  await page.getByRole('button', { name: 'Keep job' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Cancel job' })).toBeFocused();
  expect(await sentCancels(studio)).toBe(0);
});

test('takes the button away when the job is cancelled elsewhere while the dialog is open', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: [queued] });
  const [jobId = ''] = studio.world.keys.jobIds;
  await visit(studio, `/jobs/${jobId}`);
  await openDialog(page);
  await studio.world.editJob(jobId, { cancelled: true });
  await expect(page.getByRole('dialog')).toContainText('The job is already canceled.');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Cancel job' })).toBeHidden();
  expect(await sentCancels(studio)).toBe(0);
});

test('says in the open dialog that production has started', async ({ page, start, visit }) => {
  const studio = await start({ records: [queued] });
  const [jobId = ''] = studio.world.keys.jobIds;
  await visit(studio, `/jobs/${jobId}`);
  await openDialog(page);
  await studio.world.editJob(jobId, { startInSeconds: 0 });
  await expect(page.getByRole('dialog')).toContainText('Production has started');
});

test('sends nothing for a job that was cancelled elsewhere before', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: [queued] });
  const [jobId = ''] = studio.world.keys.jobIds;
  await visit(studio);
  // The list is paused, thus it still offers to cancel a job that no longer waits.
  await page.getByRole('button', { name: 'Pause' }).click();
  await studio.world.editJob(jobId, { cancelled: true });
  await page.getByRole('button', { name: `Actions for ${queued.name}` }).click();
  await page.getByRole('menuitem', { name: 'Cancel job' }).click();
  await confirm(page);
  await expect(page.getByRole('dialog')).toContainText('Already canceled by another request');
  expect(await sentCancels(studio)).toBe(0);
});

test('cancels although the page is closed right after the click', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: [queued] });
  const [jobId = ''] = studio.world.keys.jobIds;
  await visit(studio, `/jobs/${jobId}`);
  await openDialog(page);
  const request = page.waitForRequest((one) => one.url().endsWith('/cancel'));
  await confirm(page);
  await request;
  await page.close();
  await expect.poll(() => studio.world.trueState(jobId)).toBe('CANCELED');
  expect(await sentCancels(studio)).toBe(1);
});

test.describe('offline', () => {
  test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED/] });
  test('fails a cancel at once and never sends it later', async ({
    page,
    context,
    start,
    visit,
  }) => {
    const studio = await start({ records: [queued] });
    const [jobId = ''] = studio.world.keys.jobIds;
    await visit(studio, `/jobs/${jobId}`);
    await openDialog(page);
    await context.setOffline(true);
    await confirm(page);
    await expect(page.getByRole('dialog')).toContainText('it’s unknown whether');
    await context.setOffline(false);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    // Online again, reads go through and the cancel does not.
    for (const name of ['Renamed', 'Renamed again']) {
      await studio.world.editJob(jobId, { name });
      await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
    }
    expect(await sentCancels(studio)).toBe(0);
  });
});

test('disables the button for a viewer, and says whom to ask', async ({ page, start, visit }) => {
  const studio = await start({ records: [queued], env: { DEV_ROLE: 'viewer' } });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  await expect(page.getByRole('button', { name: 'Cancel job' })).toBeDisabled();
  await expect(page.getByText('Contact Support.')).toBeVisible();
});
