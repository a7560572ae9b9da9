import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, rows, test } from './fixtures.ts';
import type { JobSpec } from './simulator.ts';

/** The page's ground in each scheme (src/theme.css). */
const grounds = { light: 'rgb(246, 247, 247)', dark: 'rgb(16, 19, 20)' };

const long =
  '关于进一步加强数字人视频制作发布审核归档全流程管理的若干意见政策解读系列短视频第一集'.repeat(4);
const records: JobSpec[] = [
  { name: '待取消', createdSecondsAgo: 30, waitSeconds: null },
  { name: long, waitSeconds: 1, runSeconds: null },
  {
    name: `unbroken${'x'.repeat(200)}`,
    ending: 'FAILED',
    error: { code: 'MSS.45000003', message: 'Unsupported video '.repeat(12) },
  },
  { name: 'Done', scenes: ['<speak>你好<break time="1s"/></speak>', 'two', { audioSeconds: 4 }] },
  { name: 'Frozen', ending: 'BLOCK' },
  { name: 'Odd', ending: 'ARCHIVING_AND_MORE' },
];

/**
 * What axe finds on the page once all animations have ended: a row that fades in has a lower contrast for a moment.
 *
 * All rules run on the whole page. Left out is only work whose result is not read: the list of what passed, and the
 * search for frames of other origins, of which our pages have none (axe's name for that is legacy mode).
 */
async function findings(
  page: Page,
  colorScheme: 'light' | 'dark',
): Promise<[string, string | undefined][]> {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        // Those that follow the scroll position end with it.
        .filter((one) => one.timeline instanceof DocumentTimeline)
        .filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map((one) => one.finished),
    ),
  );
  expect(page.frames()).toHaveLength(1);
  // Loading axe takes longer than a run. It is sent once per document, and an empty script afterwards.
  const isThere = await page.evaluate(() => 'axe' in window);
  const axe = new AxeBuilder({ page, ...(isThere ? { axeSource: ';' } : {}) })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] });
  // Both schemes have the same elements, so the rules that read no colour have run in the light one.
  if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
}

/** Waits for the page itself: its placeholder has a heading too. */
async function expectLoaded(page: Page): Promise<void> {
  const loading = /Loading|加载/;
  await expect(page.getByRole('status').filter({ hasText: loading })).toHaveCount(0);
  await expect(page.getByRole('status', { name: loading })).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
}

/** Checks the page in both colour schemes and three widths, which it follows while it is open: that saves page loads. */
async function expectAccessible(page: Page, place: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('body')).toHaveCSS('background-color', grounds[colorScheme]);
    // Menus and dialogs follow by code, a moment later.
    const late = `[data-mantine-color-scheme]:not([data-mantine-color-scheme=${colorScheme}])`;
    await expect(page.locator(late)).toHaveCount(0);
    for (const width of [390, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await findings(page, colorScheme), `${place}, ${colorScheme}, ${width} px`).toEqual(
        [],
      );
    }
  }
}

for (const locale of ['en-US', 'zh-CN']) {
  test.describe(`in ${locale}, axe finds nothing, light or dark, on any width`, () => {
    // Of a job that does not exist, and of a session that has ended.
    test.use({ locale, expectedErrors: [/status of 40[14]/] });

    test('on the list, its menu and its dialog', async ({ page, start, visit }) => {
      const studio = await start({ records });
      await visit(studio);
      await expect(page.getByRole('row')).toHaveCount(7);
      await expectAccessible(page, 'list');
      await page.getByRole('button', { name: /待取消/ }).click();
      await expect(page.getByRole('menu')).toBeVisible();
      await expectAccessible(page, 'menu');
      await page.getByRole('menuitem').last().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page, 'dialog');
    });

    test('on the jobs', async ({ page, start, visit }) => {
      test.slow();
      const studio = await start({ records });
      await visit(studio);
      const seen = new Set<string>();
      // Opened from the list and left again: only the first load of the page pays for loading axe.
      for (const i of records.keys()) {
        await rows(page)
          .nth(i + 1)
          .getByRole('link')
          .click();
        await expect(page).toHaveURL(/\/jobs\//);
        seen.add(new URL(page.url()).pathname);
        await expectLoaded(page);
        await expectAccessible(page, `job ${i}`);
        await page.goBack();
        await expect(rows(page)).toHaveCount(7);
      }
      expect(seen).toEqual(new Set(studio.world.keys.jobIds.map((id) => `/jobs/${id}`)));
    });

    test('on pages without content', async ({ page, start, visit }) => {
      const studio = await start({ records: [], env: { DEV_ROLE: 'admin' } });
      const places = ['/', '/?state=FAILED', '/nowhere', '/jobs/no-such-job', '/people'];
      for (const place of places) {
        await visit(studio, place);
        await expect(page.getByRole('main').getByRole('heading')).not.toHaveCount(0);
        await expectLoaded(page);
        await expectAccessible(page, place);
      }
      await page.context().clearCookies();
      await page.goto(studio.url);
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      await expectAccessible(page, 'signed out');
    });
  });
}

test('nothing is wider than the window, from 360 to 3840 px', async ({ page, start, visit }) => {
  const studio = await start({ records, env: { DEV_ROLE: 'admin' } });
  const expectNoOverflow = async (place: string) => {
    for (const width of [360, 390, 768, 1024, 1440, 3840]) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${place} at ${width} px`).toBe(0);
    }
  };
  await page.setViewportSize({ width: 360, height: 900 });
  await visit(studio);
  await expect(page.getByRole('row')).toHaveCount(7);
  await expectNoOverflow('list');
  await visit(studio, '/people');
  await expect(page.getByRole('row', { name: 'Developer' })).toBeVisible();
  await expectNoOverflow('people');
  for (const [i, jobId] of studio.world.keys.jobIds.slice(0, 4).entries()) {
    await page.setViewportSize({ width: 360, height: 900 });
    await visit(studio, `/jobs/${jobId}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectNoOverflow(`job ${i}`);
  }
});

test('language and colours change at once and are remembered', async ({ page, start, visit }) => {
  const studio = await start({ records });
  await visit(studio);
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.getByRole('button', { name: /^全部/ })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.getByRole('button', { name: /配色/ }).click();
  await page.getByRole('button', { name: /配色/ }).click();
  await expect(page.locator('html')).toHaveAttribute('data-scheme', 'dark');
  await page.reload();
  await expect(page.getByRole('button', { name: /^全部/ })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-scheme', 'dark');
});

test('the list and the cancel dialog work by keyboard', async ({ page, start, visit }) => {
  const studio = await start({ records });
  await visit(studio);
  await page.getByRole('button', { name: /Actions for 待取消/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keep job' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: /Actions for 待取消/ })).toBeFocused();
});

test.describe('a request in another language than the browser’s first', () => {
  test.use({ locale: 'zh-CN' });

  test('is answered in that one, and the page stays in it', async ({ page, start, visit }) => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'languages', { get: () => ['en-US'] });
    });
    const studio = await start({ records: [{ name: 'Only' }] });
    await visit(studio);
    await expect(page.getByRole('link', { name: 'Only' })).toBeVisible();
    await page.getByRole('button', { name: '已完成' }).click();
    await expect(page).toHaveURL(/state=SUCCEED/);
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  });
});
