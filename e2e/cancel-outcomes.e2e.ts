import { confirm, openDialog, queued, sentCancels } from './cancelling.ts';
import { expect, test } from './fixtures.ts';
import type { Fault } from './simulator.ts';

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
