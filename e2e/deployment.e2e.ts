import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeIsThere, expect, test } from './fixtures.ts';

/** Makes a copy of the built product in which all code has other names, as after a change of it. */
function nextVersion(folder: string): string {
  for (const part of ['dist', 'dist-server']) cpSync(part, join(folder, part), { recursive: true });
  const dist = join(folder, 'dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  // The compressed copies have the texts of before.
  for (const name of files.filter((name) => /\.(br|gz)$/.test(name))) rmSync(join(dist, name));
  for (const name of files.filter((name) => /\.(js|html|json)$/.test(name))) {
    const text = readFileSync(join(dist, name), 'utf8');
    writeFileSync(join(dist, name), text.replaceAll(/([\w.]+-[\w-]{8})\.js/g, '$1-next.js'));
    if (name.endsWith('.js'))
      renameSync(join(dist, name), join(dist, name.replace(/\.js$/, '-next.js')));
  }
  return folder;
}

test.describe('a page that is open while a new version is deployed', () => {
  test.use({
    expectedErrors: [/status of 40[14]|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE|dynamically imported/],
  });

  test('says that a part of it is gone, does not load again and again, and is the new one after a reload', async ({
    page,
    start,
    visit,
  }, info) => {
    const studio = await start({ records: [{ name: 'Only' }], alone: true });
    await visit(studio);
    const row = page.getByRole('link', { name: 'Only' });
    await expect(row).toBeVisible();
    const documents: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'document') documents.push(request.url());
    });
    const gone: number[] = [];
    page.on('response', (reply) => {
      if (/\/assets\/JobPage-/.test(reply.url())) gone.push(reply.status());
    });
    await studio.restart(nextVersion(info.outputPath('next')));
    await row.click();
    await expect(
      page.getByRole('heading', { name: 'Couldn’t load this part of Dailies' }),
    ).toBeVisible();
    // What is missing is no page, which a browser would take for broken code.
    expect(gone).toContain(404);
    expect(documents).toEqual([]);
    const loaded = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Reload' }).click();
    await loaded;
    await codeIsThere(page);
    // A session of this sign-in ends with its process.
    await page.getByLabel('Start-up token').fill('e2e-start-up-token-0123456789abcdef');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Only' })).toBeVisible();
    expect(documents).toHaveLength(1);
    expect(gone.at(-1)).toBe(200);
  });
});
