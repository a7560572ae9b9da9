// Frames that are dropped while 100 rows are scrolled on a slow processor, beside a plain table of 100 rows.
import { launch, median, openPage, rounded, runs } from './browser.mjs';
import { startFloor } from './floor.mjs';
import { start } from './start.mjs';

const dailies = await start('main.js');
const floor = await startFloor();
const browser = await launch();

/** Runs in the page: counts the frames until `stop` is called. */
function countFrames() {
  const times = [];
  const count = (time) => {
    times.push(time);
    window.frame = requestAnimationFrame(count);
  };
  window.frame = requestAnimationFrame(count);
  window.stopCounting = () => {
    cancelAnimationFrame(window.frame);
    return times;
  };
}

async function scroll(url) {
  const { context, page, devTools, slowDown } = await openPage(browser, { slow: false });
  await page.goto(url);
  await page.locator('tr[role=row], [role=rowgroup] [role=row]').nth(20).waitFor();
  await page.waitForLoadState('networkidle', { timeout: 4_000 }).catch(() => undefined);
  await slowDown();
  await page.evaluate(countFrames);
  await devTools.send('Input.synthesizeScrollGesture', {
    x: 700,
    y: 500,
    yDistance: -4_000,
    speed: 1_600,
    gestureSourceType: 'mouse',
  });
  const times = await page.evaluate(() => window.stopCounting());
  await context.close();
  const gaps = times.slice(1).map((time, i) => Math.round((time - times[i]) / (1000 / 60)));
  const due = gaps.reduce((sum, frames) => sum + Math.max(1, frames), 0);
  return ((due - gaps.length) / due) * 100;
}

const dropped = { floor: [], dailies: [] };
for (let run = 0; run < runs; run++) {
  dropped.floor.push(await scroll(`${floor.url}/rows?count=100`));
  dropped.dailies.push(await scroll(`${dailies.url}/?size=100`));
}
console.table(
  Object.fromEntries(
    Object.entries(dropped).map(([name, shares]) => [
      name,
      {
        'frames dropped, %': rounded(median(shares), 1),
        from: rounded(Math.min(...shares), 1),
        to: rounded(Math.max(...shares), 1),
      },
    ]),
  ),
);
await browser.close();
floor.stop();
dailies.stop();
