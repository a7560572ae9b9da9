import { expect, test } from './fixtures.ts';

/** A network on which the rows are there seconds before the code. */
const slow = { offline: false, latency: 0, downloadThroughput: 15_000, uploadThroughput: 15_000 };
const fast = { ...slow, downloadThroughput: -1, uploadThroughput: -1 };

test('answers a click on a menu that came before the page’s code', async ({
  page,
  context,
  start,
  visit,
}) => {
  const studio = await start({ records: [{ name: 'Alpha' }] });
  await visit(studio);
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  await network.send('Network.emulateNetworkConditions', slow);
  await page.reload({ waitUntil: 'commit' });
  // The script that keeps the click is at the end of the HTML.
  await page.waitForFunction(() => document.readyState === 'interactive');
  await page.getByRole('button', { name: 'Actions for Alpha' }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-started');
  await network.send('Network.emulateNetworkConditions', fast);
  await expect(page.getByRole('menuitem', { name: 'Copy link' })).toBeVisible();
});
