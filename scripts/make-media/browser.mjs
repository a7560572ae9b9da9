import { chromium } from '@playwright/test';

/** Opens a page that draws SVG; call `close` at the end. */
export async function openBrowser() {
  const path = process.env.CHROMIUM_PATH;
  const browser = await chromium.launch({
    ...(path ? { executablePath: path } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const page = await browser.newPage({ deviceScaleFactor: 1 });
  await page.setContent(
    '<!doctype html><style>body{margin:0;background:#888}svg{display:block}</style><body></body>',
  );
  const draw = async (markup, width, height) => {
    await page.setViewportSize({ width, height });
    await page.evaluate((html) => {
      document.body.innerHTML = html;
    }, markup);
  };
  return {
    browser,
    page,
    close: () => browser.close(),
    /** The drawing as JPEG bytes, at the best quality (at most 84) that stays within `limit` bytes. */
    async jpeg(markup, width, height, limit) {
      await draw(markup, width, height);
      for (let quality = 84; ; quality -= 3) {
        const bytes = await page.screenshot({ type: 'jpeg', quality });
        if (bytes.length <= limit || quality < 50) return bytes;
      }
    },
    async png(markup, width, height) {
      await draw(markup, width, height);
      return page.screenshot({ type: 'png' });
    },
  };
}
