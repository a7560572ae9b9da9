import type { Page } from '@playwright/test';
import { expect, type Studio, test } from './fixtures.ts';
import type { Fault } from './simulator.ts';

const cancelOperations = /^cancel/;
const queued = { name: '待取消的任务', createdSecondsAgo: 30, waitSeconds: null, runSeconds: null };

/** How many cancels have reached MetaStudio. */
const sentCancels = async ({ world }: Studio) => (await world.journal(cancelOperations)).length;

async function openDialog(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Cancel job' }).click();
  await expect(page.getByRole('dialog')).toContainText(queued.name);
}

async function confirm(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel job' }).click();
}

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
    const [cancel] = await studio.world.journal(cancelOperations);
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

const outcomes: { title: string; fault: Fault; says: string; state: string }[] = [
  {
    title: 'says when production started if that is in the same moment',
    fault: { kind: 'cancelRace' },
    says: 'Not canceled: production started at',
    state: 'PROCESSING',
  },
  {
    title: 'says that MetaStudio did nothing when it refuses a waiting job',
    fault: {
      kind: 'status',
      status: 400,
      code: 'MSS.00000003',
      message: 'Invalid parameter',
      match: { operation: 'cancel2DDigitalHumanVideo' },
    },
    says: 'Not canceled: MetaStudio didn’t carry out the request',
    state: 'WAITING',
  },
  {
    title: 'confirms a cancel that was applied although the reply was an error',
    fault: { kind: 'cancelAppliedReplyLost', how: '500' },
    says: 'Canceled, confirmed by MetaStudio',
    state: 'CANCELED',
  },
  {
    title: 'confirms a cancel that was applied although the connection broke',
    fault: { kind: 'cancelAppliedReplyLost', how: 'reset' },
    says: 'Canceled, confirmed by MetaStudio',
    state: 'CANCELED',
  },
];

for (const { title, fault, says, state } of outcomes) {
  test(`${title}, with one request`, async ({ page, start, visit }) => {
    const studio = await start({ records: [queued], faults: [fault] });
    const [jobId = ''] = studio.world.keys.jobIds;
    await visit(studio, `/jobs/${jobId}`);
    await openDialog(page);
    await confirm(page);
    await expect(page.getByRole('dialog')).toContainText(says);
    expect(await studio.world.trueState(jobId)).toBe(state);
    expect(await sentCancels(studio)).toBe(1);
  });
}

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

test('says “not sent” when throttled for longer than it waits', async ({ page, start, visit }) => {
  const studio = await start({
    records: [queued],
    faults: [
      {
        kind: 'tooManyRequests',
        retryAfter: 3600,
        match: { operation: 'cancel2DDigitalHumanVideo' },
      },
    ],
  });
  const [jobId = ''] = studio.world.keys.jobIds;
  await visit(studio, `/jobs/${jobId}`);
  await openDialog(page);
  await confirm(page);
  await expect(page.getByRole('dialog')).toContainText('the request wasn’t sent');
  expect(await studio.world.trueState(jobId)).toBe('WAITING');
  expect(await sentCancels(studio)).toBe(1);
});

test.describe('a job that MetaStudio no longer knows', () => {
  test.use({ expectedErrors: [/status of 404/] });
  test('is shown as not found', async ({ page, start, visit }) => {
    const studio = await start({ records: [queued] });
    const [jobId = ''] = studio.world.keys.jobIds;
    await visit(studio, `/jobs/${jobId}?type=2d`);
    await openDialog(page);
    const gone = { kind: 'status', status: 404, code: 'MSS.00000002', message: 'Not Found' };
    await studio.world.setFaults(
      { ...gone, match: { operation: 'show2DDigitalHumanVideo', jobId } },
      { ...gone, match: { operation: 'showPhotoDigitalHumanVideo', jobId } },
    );
    await confirm(page);
    await expect(page.getByRole('dialog')).toContainText('job not found in MetaStudio');
    expect(await sentCancels(studio)).toBe(0);
  });
});

/** Milliseconds that the proxy reads a job back before it answers `unconfirmed`; 20 s outside of tests. */
const readBackMs = 2_000;

/** A cancel takes effect that many seconds after its reply was an error: later than the read-back window. */
const appliedLate = (afterSeconds: number) => ({
  records: [queued],
  env: { DAILIES_READ_BACK_MS: String(readBackMs) },
  faults: [{ kind: 'cancelLateApply', afterSeconds, how: '500' }],
});

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
