import { spawnSync } from 'node:child_process';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { confirm, openDialog, queued } from './cancelling.ts';
import { expect, rows, test } from './fixtures.ts';

/** What a tool of the audit prints, and its exit code. */
function audit(tool: 'verify' | 'export', dataDir: string) {
  const env = { PATH: process.env.PATH ?? '', DATA_DIR: dataDir };
  const { stdout, status } = spawnSync(process.execPath, ['dist-server/audit.js', tool], {
    env,
    encoding: 'utf8',
  });
  return { stdout, status };
}

let dataDir = '';
test.beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'dailies-records-')), 'data');
});
test.afterEach(() => rm(join(dataDir, '..'), { recursive: true, force: true }));

test('the list knows of a cancel that is not confirmed, and of its end', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({
    records: [queued],
    env: { DAILIES_READ_BACK_MS: '500' },
    faults: [{ kind: 'cancelLateApply', afterSeconds: 8, how: '500' }],
  });
  await visit(studio);
  const row = rows(page).filter({ hasText: queued.name });
  const height = (await row.boundingBox())?.height;
  await page.getByRole('button', { name: 'Actions for' }).click();
  await page.getByRole('menuitem', { name: 'Cancel job' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Cancel job' }).click();
  await expect(dialog).toContainText('Sent, not confirmed yet');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(row).toContainText('cancel sent, not confirmed');
  // It moves nothing.
  expect((await row.boundingBox())?.height).toBe(height);
  await page.getByRole('button', { name: 'Actions for' }).click();
  await expect(page.getByRole('menuitem', { name: 'Cancel job' })).toContainText(
    'not confirmed yet',
  );
  await page.keyboard.press('Escape');
  await expect(row).toContainText('Canceled', { timeout: 30_000 });
  await expect(row).not.toContainText('not confirmed');
});

test('shows when a cancel was settled and its audit id, also after a restart', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: [queued], env: { DATA_DIR: dataDir }, alone: true });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  await page.getByRole('button', { name: 'Cancel job' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Cancel job' }).click();
  await expect(dialog).toContainText('Canceled, confirmed by MetaStudio');
  const lines = audit('export', dataDir).stdout.trim().split('\n');
  const actions = lines.map((line) => JSON.parse(line).action);
  expect(actions.slice(-3)).toEqual(['cancel.requested', 'cancel.sent', 'cancel.settled']);
  const { auditId } = JSON.parse(lines.at(-1) ?? '').detail;
  await studio.restart();
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  const record = page.getByRole('region', { name: 'Cancel records' });
  await expect(record).toContainText('Result at');
  await expect(record.getByTitle(auditId)).toBeVisible();
  expect(audit('verify', dataDir)).toMatchObject({ status: 0 });
});

test.describe('when the folder of the records is moved away', () => {
  test.use({ expectedErrors: [/503/] });

  test('sends nothing and says why, while the list works; then goes on', async ({
    page,
    start,
    visit,
  }) => {
    const studio = await start({ records: [queued], env: { DATA_DIR: dataDir } });
    await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
    await rename(dataDir, `${dataDir}-moved`);
    const ready = await fetch(`${studio.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).toContain('moved or deleted');
    await page.getByRole('button', { name: 'Cancel job' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Cancel job' }).click();
    await expect(dialog).toContainText('the request wasn’t sent');
    await expect(dialog).toContainText('Actions can’t be recorded right now');
    expect(await studio.world.journal(/^cancel/)).toEqual([]);
    await visit(studio);
    await expect(rows(page).filter({ hasText: queued.name })).toBeVisible();
    await rename(`${dataDir}-moved`, dataDir);
    await expect.poll(async () => (await fetch(`${studio.url}/readyz`)).status).toBe(200);
    expect(audit('verify', dataDir)).toMatchObject({ status: 0 });
  });
});

test('starts no second process on the same folder', async ({ start }) => {
  const env = { DATA_DIR: dataDir };
  await start({ records: [queued], env, alone: true });
  await expect(start({ records: [queued], env, alone: true })).rejects.toThrow(
    /ended with 1:\nDailies cannot start: DATA_DIR is in use by another process: [^\n]+\n$/,
  );
});

test('list and job show what later reads correct of a cancel', async ({ page, start, visit }) => {
  const studio = await start({ records: [queued], env: { DAILIES_COMPARE_MS: '500' } });
  const [jobId = ''] = studio.world.keys.jobIds;
  await visit(studio, `/jobs/${jobId}`);
  await openDialog(page);
  await confirm(page);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Canceled, confirmed by MetaStudio');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await studio.world.editJob(jobId, { cancelled: false, startInSeconds: 0 });
  await visit(studio);
  await expect(rows(page).filter({ hasText: queued.name })).toContainText('Processing');
  const record = page.getByRole('region', { name: 'Cancel records' });
  await expect(async () => {
    await visit(studio, `/jobs/${jobId}`);
    await expect(record).toContainText('Recorded before: “Canceled, confirmed by MetaStudio”', {
      timeout: 1000,
    });
  }).toPass({ timeout: 60_000 });
  await expect(record).toContainText('Not canceled: the job had already started or ended');
});
