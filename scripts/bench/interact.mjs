// How long each action takes until its result is painted, on a slow processor, and the slowest event (INP).
import { launch, median, openPage, rounded, runs } from './browser.mjs';
import { start } from './start.mjs';

const jobs = process.env.JOBS ?? '10000';
const dailies = await start('main.js', { SIMULATOR_JOBS: jobs });
const browser = await launch();

/** Runs in the page: keeps the slowest event. */
function watchEvents() {
  window.slowest = 0;
  new PerformanceObserver((list) => {
    for (const { duration, interactionId } of list.getEntries()) {
      if (interactionId > 0) window.slowest = Math.max(window.slowest, duration);
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
}

/** Runs in the page: resolves to the time from now until `isDone` and the frame after it, in ms. */
function untilPainted(isDone) {
  const begun = performance.now();
  const done = new Function(`return ${isDone}`);
  return new Promise((resolve) => {
    const look = () => {
      if (done()) requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

const rows = `[...document.querySelectorAll('[role=rowgroup] [role=row]')]`;
const first = `(${rows}.find((row) => row.querySelector('a'))?.querySelector('a')?.getAttribute('href') ?? '')`;

const steps = [
  [
    'sort',
    (page) => page.getByRole('columnheader').getByRole('button').last(),
    `${first} !== window.before`,
  ],
  [
    'chip',
    (page) => page.getByRole('button', { name: /^Failed/ }),
    `new URL(location).searchParams.get('state') === 'FAILED' && document.body.innerText.includes('of') && ${rows}.every((row) => !row.querySelector('a') || row.innerText.includes('Failed'))`,
  ],
  [
    'chip off',
    (page) => page.getByRole('button', { name: /^Failed/ }),
    `!location.search.includes('state') && ${rows}.some((row) => row.querySelector('a') && !row.innerText.includes('Failed'))`,
  ],
  [
    'open',
    (page) => page.getByRole('rowgroup').last().getByRole('link').nth(2),
    `document.getElementById('job-title') !== null`,
  ],
  ['Back', null, `${rows}.length > 10`],
];

const table = {};
for (let run = 0; run < runs; run++) {
  const { context, page, slowDown } = await openPage(browser, { slow: false });
  await page.addInitScript(watchEvents);
  await page.goto(dailies.url);
  await page.getByRole('row').nth(10).waitFor();
  await page.waitForLoadState('networkidle', { timeout: 4_000 }).catch(() => undefined);
  await slowDown();
  for (const [name, locate, isDone] of steps) {
    await page.evaluate(`window.before = ${first}`);
    const target = locate?.(page);
    await target?.hover();
    const painted = page.evaluate(
      ([code, done]) => new Function(`return ${code}`)()(done),
      [untilPainted.toString(), isDone],
    );
    if (target) await target.click();
    else await page.goBack();
    const ms = await painted;
    table[name] ??= [];
    table[name].push(ms);
    await page.waitForTimeout(500);
  }
  table['slowest event (INP)'] ??= [];
  table['slowest event (INP)'].push(await page.evaluate(() => window.slowest));
  await context.close();
}
console.log(`${jobs} jobs; from the action to the painted result`);
console.table(
  Object.fromEntries(
    Object.entries(table).map(([name, times]) => [
      name,
      { 'median ms': rounded(median(times)), 'largest ms': rounded(Math.max(...times)) },
    ]),
  ),
);
await browser.close();
dailies.stop();
