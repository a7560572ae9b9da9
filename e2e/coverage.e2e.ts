import { expect, test } from './fixtures.ts';

const many = Array.from({ length: 45 }, (_, i) => ({
  name: `Job ${String(i).padStart(2, '0')}`,
  createdSecondsAgo: 1000 + i * 60,
}));

test.describe('the coverage line on a phone', () => {
  test.use({ hasTouch: true, isMobile: true });

  for (const locale of ['en-US', 'zh-CN']) {
    test.describe(`in ${locale}`, () => {
      test.use({ locale, viewport: { width: 360, height: 800 } });

      test('is low, and none of its lines begins with a dot', async ({ page, start, visit }) => {
        const studio = await start({ records: many });
        await visit(studio);
        const refresh = page.getByRole('button', { name: /^(Refresh|刷新)$/ });
        await expect(refresh).toBeVisible();
        const height = () =>
          page.evaluate(() =>
            Number.parseFloat(document.documentElement.style.getPropertyValue('--coverage-height')),
          );
        await expect.poll(height).toBeGreaterThan(0);
        expect(await height()).toBeLessThan(60);
        const line = page.getByText(/GMT\+8/).locator('..');
        const { left } = await line.evaluate((element) => element.getBoundingClientRect());
        const starts = await line
          .locator(':scope > *')
          .evaluateAll(
            (parts, start) =>
              parts
                .filter((part) => part.getBoundingClientRect().left === start)
                .map((part) => part.textContent.trim()),
            left,
          );
        // It takes more than one line.
        expect(starts.length).toBeGreaterThan(1);
        expect(starts.filter((text) => text.startsWith('·'))).toEqual([]);
      });
    });
  }
});

test('keeps the coverage line, the head and the new jobs in sight of a scrolled list', async ({
  page,
  start,
  visit,
}) => {
  // Polled often: it waits.
  const queued = { name: 'Queued', createdSecondsAgo: 900, waitSeconds: null };
  const studio = await start({ records: [queued, ...many] });
  for (const width of [1440, 768]) {
    await page.setViewportSize({ width, height: 700 });
    await visit(studio, '/?size=50');
    await expect(page.getByRole('link', { name: 'Job 44' })).toBeVisible();
    await page.evaluate(() => window.scrollTo({ top: 900 }));
    await studio.world.addJob({ name: `Newest ${width}`, createdSecondsAgo: 1, waitSeconds: null });
    const news = page.getByRole('button', { name: /new job/ });
    await expect(news).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('button', { name: 'Refresh' })).toBeInViewport({ ratio: 1 });
    if (width === 1440) {
      await expect(page.getByRole('button', { name: 'Created' })).toBeInViewport({ ratio: 1 });
    }
    await news.click();
    const first = page.getByRole('link', { name: `Newest ${width}` });
    await expect(first).toBeFocused();
  }
});
