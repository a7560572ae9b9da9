import type { Page } from '@playwright/test';
import { expect, type Studio, test } from './fixtures.ts';
import type { Fault } from './simulator.ts';

const CANCELS = /^cancel/;
const queued = { name: '待取消的任务', createdSecondsAgo: 30, waitSeconds: null, runSeconds: null };

const sent = async ({ world }: Studio) => (await world.journal(CANCELS)).length;

async function ask(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Cancel job' }).click();
  await expect(page.getByRole('dialog')).toContainText(queued.name);
}

async function confirm(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel job' }).click();
}

test('a waiting job is cancelled from the list, and its record says by whom and why', async ({
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
  await expect(dialog).toContainText('Canceled. The job’s own state confirms it.');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByRole('button', { name: `Actions for ${queued.name}` })).toBeFocused();
  await expect(page.getByRole('row', { name: queued.name })).toContainText('Canceled');
  expect(await sent(studio)).toBe(1);
  await page.getByRole('link', { name: queued.name }).click();
  const record = page.getByRole('region', { name: 'Cancel records' });
  await expect(record).toContainText('双份提交');
  await expect(record).toContainText('by ');
});

for (const type of ['2d', 'photo'] as const) {
  test(`a ${type} job is cancelled by the path of its type`, async ({ page, start, visit }) => {
    const studio = await start({ records: [{ ...queued, type }] });
    await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
    await ask(page);
    await confirm(page);
    await expect(page.getByRole('dialog')).toContainText('Canceled.');
    const [cancel] = await studio.world.journal(CANCELS);
    expect(cancel?.target).toContain(`/${type}-digital-human-videos/`);
  });
}

test('nothing is sent when the dialog is closed, and nothing shown as cancelled', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: [queued] });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  await ask(page);
  await page.getByRole('button', { name: 'Keep the job' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Cancel job' })).toBeFocused();
  expect(await sent(studio)).toBe(0);
});

const outcomes: { it: string; fault: Fault; says: string; truth: string; sent: number }[] = [
  {
    it: 'started in the same moment: too late',
    fault: { kind: 'cancelRace' },
    says: 'Too late',
    truth: 'PROCESSING',
    sent: 1,
  },
  {
    it: 'refused while it is still waiting',
    fault: {
      kind: 'status',
      status: 400,
      code: 'MSS.00000003',
      message: 'Invalid parameter',
      match: { operation: 'cancel2DDigitalHumanVideo' },
    },
    says: 'Refused',
    truth: 'WAITING',
    sent: 1,
  },
  {
    it: 'applied, but the reply is an error: cancelled all the same, sent once',
    fault: { kind: 'cancelAppliedReplyLost', how: '500' },
    says: 'Canceled. The job’s own state confirms it.',
    truth: 'CANCELED',
    sent: 1,
  },
  {
    it: 'applied, but the connection breaks: cancelled all the same, sent once',
    fault: { kind: 'cancelAppliedReplyLost', how: 'reset' },
    says: 'Canceled. The job’s own state confirms it.',
    truth: 'CANCELED',
    sent: 1,
  },
];

for (const { it, fault, says, truth, sent: times } of outcomes) {
  test(it, async ({ page, start, visit }) => {
    const studio = await start({ records: [queued], faults: [fault] });
    const [jobId = ''] = studio.world.keys.jobIds;
    await visit(studio, `/jobs/${jobId}`);
    await ask(page);
    await confirm(page);
    await expect(page.getByRole('dialog')).toContainText(says);
    expect(await studio.world.trueState(jobId)).toBe(truth);
    expect(await sent(studio)).toBe(times);
  });
}

test('cancelled by somebody else while the question was open', async ({ page, start, visit }) => {
  const studio = await start({ records: [queued] });
  const [jobId = ''] = studio.world.keys.jobIds;
  await visit(studio, `/jobs/${jobId}`);
  await ask(page);
  await studio.world.editJob(jobId, { cancelled: true });
  await expect(page.getByRole('dialog')).toContainText('The job is canceled already.');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Cancel job' })).toBeHidden();
  expect(await sent(studio)).toBe(0);
});

test('starts while the question is open: the dialog says so and cannot be confirmed', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: [queued] });
  const [jobId = ''] = studio.world.keys.jobIds;
  await visit(studio, `/jobs/${jobId}`);
  await ask(page);
  await studio.world.editJob(jobId, { startInSeconds: 0 });
  await expect(page.getByRole('dialog')).toContainText('Production has started');
});

test('cancelled by somebody else before the request: already canceled, and nothing is sent', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: [queued] });
  const [jobId = ''] = studio.world.keys.jobIds;
  await visit(studio);
  // The list stands still, so the question is asked of a job that is not waiting any more.
  await page.getByRole('button', { name: 'Pause' }).click();
  await studio.world.editJob(jobId, { cancelled: true });
  await page.getByRole('button', { name: `Actions for ${queued.name}` }).click();
  await page.getByRole('menuitem', { name: 'Cancel job' }).click();
  await confirm(page);
  await expect(page.getByRole('dialog')).toContainText('Already canceled, before this request.');
  expect(await sent(studio)).toBe(0);
});

test('throttled for longer than anybody waits: not sent, and it can be tried again', async ({
  page,
  start,
  visit,
}) => {
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
  await ask(page);
  await confirm(page);
  await expect(page.getByRole('dialog')).toContainText('Not sent. The job is unchanged');
  expect(await studio.world.trueState(jobId)).toBe('WAITING');
  expect(await sent(studio)).toBe(1);
});

test.describe('a job that MetaStudio no longer knows', () => {
  test.use({ expectedErrors: [/status of 404/] });
  test('is said not to be found', async ({ page, start, visit }) => {
    const studio = await start({ records: [queued] });
    const [jobId = ''] = studio.world.keys.jobIds;
    await visit(studio, `/jobs/${jobId}?type=2d`);
    await ask(page);
    const gone = { kind: 'status', status: 404, code: 'MSS.00000002', message: 'Not Found' };
    await studio.world.setFaults(
      { ...gone, match: { operation: 'show2DDigitalHumanVideo', jobId } },
      { ...gone, match: { operation: 'showPhotoDigitalHumanVideo', jobId } },
    );
    await confirm(page);
    await expect(page.getByRole('dialog')).toContainText('MetaStudio does not know this job.');
    expect(await sent(studio)).toBe(0);
  });
});

/** A world in which a cancel works that many seconds after its reply has said that it did not. */
const applied = (afterSeconds: number) => ({
  records: [queued],
  faults: [{ kind: 'cancelLateApply', afterSeconds, how: '500' }],
});

async function cancelUnconfirmed(
  page: Page,
  visit: (studio: Studio, path: string) => Promise<void>,
  studio: Studio,
) {
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  await ask(page);
  await confirm(page);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Sent, not confirmed yet', { timeout: 30_000 });
  return dialog;
}

test('not confirmed at first, then confirmed on screen by itself', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start(applied(24));
  const dialog = await cancelUnconfirmed(page, visit, studio);
  await expect(dialog).toContainText('Canceled. The job’s own state confirms it.', {
    timeout: 30_000,
  });
  expect(await sent(studio)).toBe(1);
});

test('an unconfirmed cancel holds the button back, and the page learns the end by itself', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start(applied(28));
  const dialog = await cancelUnconfirmed(page, visit, studio);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByText('A cancel was sent at')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel job' })).toBeDisabled();
  const record = page.getByRole('region', { name: 'Cancel records' });
  await expect(record).toContainText('Canceled. The job’s own state confirms it.', {
    timeout: 40_000,
  });
  await expect(page.getByText('The job is canceled already.')).toBeVisible();
  expect(await sent(studio)).toBe(1);
});

test('closing the page right after the click does not lose the cancel', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: [queued] });
  const [jobId = ''] = studio.world.keys.jobIds;
  await visit(studio, `/jobs/${jobId}`);
  await ask(page);
  const request = page.waitForRequest((one) => one.url().endsWith('/cancel'));
  await confirm(page);
  await request;
  await page.close();
  await expect.poll(() => studio.world.trueState(jobId)).toBe('CANCELED');
  expect(await sent(studio)).toBe(1);
});

test.describe('offline', () => {
  test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED/] });
  test('a cancel fails at once and is never sent later', async ({
    page,
    context,
    start,
    visit,
  }) => {
    const studio = await start({ records: [queued] });
    await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
    await ask(page);
    await context.setOffline(true);
    await confirm(page);
    await expect(page.getByRole('dialog')).toContainText('it is not known here whether');
    await context.setOffline(false);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    // The network is back: reads go through again, the cancel does not.
    for (let reads = 0; reads < 2; reads++) {
      await page.waitForResponse(
        (reply) => reply.url().includes('/api/jobs/') && reply.status() < 400,
      );
    }
    expect(await sent(studio)).toBe(0);
  });
});

test('who may not cancel is told so, and whom to ask', async ({ page, start, visit }) => {
  const studio = await start({ records: [queued], env: { DEV_ROLE: 'viewer' } });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  await expect(page.getByRole('button', { name: 'Cancel job' })).toBeDisabled();
  await expect(page.getByText('Ask someone in support.')).toBeVisible();
});
