import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const bucket = 'https://films.obs.cn-north-4.myhuaweicloud.com';

/** A finished job whose cover is at this address. */
const jobWith = (name: string, cover: string) => ({
  name,
  overrides: { 'output_asset_config.cover_url': cover },
});

const picture = readFileSync(new URL('../docs/images/phone.png', import.meta.url));

/** The bucket of the cloud, which no test can reach; returns what was asked of it. */
async function serveBucket(context: BrowserContext): Promise<string[]> {
  const asked: string[] = [];
  await context.route(`${bucket}/**`, async (route) => {
    asked.push(route.request().url());
    await route.fulfill({ contentType: 'image/png', body: picture });
  });
  return asked;
}

/** Servers of other sites. */
const others: Server[] = [];
test.afterEach(() => {
  for (const other of others.splice(0)) other.close();
});

const cover = (page: Page, name: string) => page.getByRole('row', { name }).locator('img');

test('shows the covers of a bucket that MetaStudio names, in the first page that has them', async ({
  page,
  context,
  start,
  visit,
}) => {
  const asked = await serveBucket(context);
  const studio = await start({ records: [jobWith('Alpha', `${bucket}/a.png?Signature=x`)] });
  await visit(studio);
  await expect(cover(page, 'Alpha')).toBeVisible();
  await expect.poll(() => asked.length).toBe(1);
});

test.describe('a bucket that is seen for the first time after the page was loaded', () => {
  test.use({ expectedErrors: [/^CSP: img-src|Content Security Policy/] });

  test('is told, and its covers are there after a reload', async ({
    page,
    context,
    start,
    visit,
  }) => {
    const asked = await serveBucket(context);
    const studio = await start({ records: [{ name: 'Old' }] });
    await visit(studio);
    await studio.world.addJob(jobWith('Alpha', `${bucket}/a.png?Signature=x`));
    await page.getByRole('button', { name: '1 new job' }).click();
    await expect(page.getByRole('alert')).toContainText('on a host that this page didn’t know');
    expect(asked).toEqual([]);
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(cover(page, 'Alpha')).toBeVisible();
    await expect.poll(() => asked.length).toBe(1);
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});

test('says that a cover is on a host that is not allowed, and asks nothing of it', async ({
  page,
  start,
  visit,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).host));
  const places = [
    'https://evil.example/a.png',
    'http://films.obs.cn-north-4.myhuaweicloud.com/a.png',
    'javascript:alert(1)',
    'data:image/svg+xml,<svg/>',
    `${bucket}:8443/a.png`,
    `${bucket}.evil.example/a.png`,
    'https://films.obs.cn-nоrth-4.myhuaweicloud.com/a.png',
  ];
  const records = places.map((place, i) => jobWith(`Job ${i}`, place));
  const studio = await start({ records, alone: true });
  await visit(studio);
  for (const i of places.keys()) {
    await expect(page.getByRole('row', { name: `Job ${i}` })).toContainText('host isn’t allowed');
  }
  await page.getByRole('link', { name: 'Job 0' }).click();
  await expect(page.getByLabel('Video of Job 0')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('its host isn’t allowed');
  const hosts = [studio.url, studio.world.url].map((url) => new URL(url).host);
  expect(asked.filter((host) => !hosts.includes(host))).toEqual([]);
  expect(studio.server.output().match(/"event":"media_blocked"/g)).toHaveLength(places.length);
});

test.describe('a store that redirects to another host', () => {
  test.use({ expectedErrors: [/^CSP: (img|media)-src|Content Security Policy/] });

  test('is not followed, and the player says that the link does not work', async ({
    page,
    start,
    visit,
  }) => {
    const asked: string[] = [];
    const other = createServer((incoming, outgoing) => {
      asked.push(incoming.url ?? '');
      outgoing.end();
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    others.push(other);
    const { port } = other.address() as AddressInfo;
    const location = `http://127.0.0.1:${port}/stolen`;
    const studio = await start({
      records: [{ name: 'Moved' }],
      faults: [{ kind: 'redirect', location, match: { operation: 'obs' } }],
    });
    await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
    await expect(
      page.getByRole('heading', { name: 'The link to the video doesn’t work' }),
    ).toBeVisible();
    expect(asked).toEqual([]);
    // Loading again would not help.
    await expect(page.getByRole('button', { name: 'Reload' })).toHaveCount(0);
  });
});

test('tells the store neither where a picture or video is shown nor by whom', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: [{ name: 'Only' }] });
  await visit(studio);
  await expect(cover(page, 'Only')).toBeVisible();
  await page.getByRole('link', { name: 'Only' }).click();
  await expect(page.getByLabel('Video of Only')).toBeVisible();
  await expect.poll(async () => (await studio.world.journal(/^obs$/)).length).toBeGreaterThan(1);
  for (const { headers } of await studio.world.journal(/^obs$/)) {
    expect(Object.keys(headers)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(referer|origin|cookie)$/)]),
    );
  }
});

test('opens a download beside the app, whose name decides nothing', async ({
  page,
  start,
  visit,
}) => {
  const name = '../../x.exe "; filename=evil \u202e4pm.';
  const studio = await start({ records: [{ name }] });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  const link = page.getByRole('link', { name: 'Download' });
  // With it a store that sends no attachment would replace the app, and the name would be the job's.
  await expect(link).not.toHaveAttribute('download');
  const address = page.url();
  const downloading = page.waitForEvent('download');
  await link.click();
  expect((await downloading).suggestedFilename()).toMatch(/^[\w-]+\.mp4$/);
  expect(page.url()).toBe(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
