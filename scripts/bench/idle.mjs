// What an open list costs that no one touches: milliseconds of the main thread, requests and frames in a minute.
import { setTimeout as wait } from 'node:timers/promises';
import { launch, mainThreadMs, openPage, rounded } from './browser.mjs';
import { start, startSimulator } from './start.mjs';

const seconds = 60;
const simulator = await startSimulator({ SIMULATOR_JOBS: '0' });
const create = (spec) =>
  fetch(`${simulator.url}/control/worlds/default/jobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(spec),
  });
for (let i = 0; i < 20; i++) {
  await create({ name: `Waits ${i}`, waitSeconds: null });
  await create({ name: `Finished ${i}`, createdSecondsAgo: 4_000 + i });
}
const dailies = await start('main.js', simulator.env);
const cookie = await dailies.signIn();
const [name, value] = cookie.split('=');
const browser = await launch();
const table = {};
for (const [title, search] of [
  ['20 finished jobs', '?state=SUCCEED'],
  ['20 moving jobs', '?state=WAITING'],
]) {
  const { context, page, devTools } = await openPage(browser, { slow: false });
  await context.addCookies([{ name, value, url: dailies.url }]);
  await page.goto(`${dailies.url}/${search}`);
  await page.getByRole('link', { name: /^(Waits|Finished) 0$/ }).waitFor();
  // What the start of the page still does is no part of it.
  await wait(10_000);
  let requests = 0;
  page.on('request', () => {
    requests += 1;
  });
  const before = await mainThreadMs(devTools);
  await wait(seconds * 1000);
  table[title] = {
    'main thread, ms a minute': rounded(((await mainThreadMs(devTools)) - before) * (60 / seconds)),
    'requests a minute': requests * (60 / seconds),
  };
  await context.close();
}
console.table(table);
await browser.close();
dailies.stop();
simulator.stop();
