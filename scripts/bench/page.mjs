// The list opened cold and warm, on a slow processor and a phone's network, beside a plain page with 25 rows and no script:
// when the first row is on screen, what crossed the wire until then, and how long the main thread was busy.
import { fast4g, launch, median, openPage, rounded, runs } from './browser.mjs';
import { startFloor } from './floor.mjs';
import { start } from './start.mjs';

const dailies = await start('main.js');
const floor = await startFloor();
const browser = await launch();

/** Runs in the page before its own scripts. */
function watch() {
  const seen = { row: null, blocked: 0, longest: 0, shift: 0 };
  window.seen = seen;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.blocked += duration - 50;
      seen.longest = Math.max(seen.longest, duration);
    }
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) seen.shift += value;
  }).observe({ type: 'layout-shift', buffered: true });
  const look = () => {
    const row = document.querySelector('tr[role=row], [role=rowgroup] [role=row] a');
    // The next frame is after the one that paints it.
    if (row === null) requestAnimationFrame(look);
    else requestAnimationFrame(() => setTimeout(() => (seen.row ??= performance.now())));
  };
  requestAnimationFrame(look);
}

/** Counts bytes by kind of resource. Each is [time in s, kind, bytes]. */
function countBytes(devTools) {
  const kinds = new Map();
  const arrived = [];
  devTools.on('Network.responseReceived', ({ requestId, type, timestamp, response }) => {
    kinds.set(requestId, type);
    arrived.push([timestamp, type, response.encodedDataLength]);
  });
  devTools.on('Network.dataReceived', ({ requestId, timestamp, encodedDataLength }) => {
    arrived.push([timestamp, kinds.get(requestId), encodedDataLength]);
  });
  let begun = null;
  devTools.on('Network.requestWillBeSent', ({ timestamp }) => {
    begun ??= timestamp;
  });
  return {
    until: (ms) =>
      arrived
        .filter(([time, kind]) => kind !== 'Image' && (time - begun) * 1000 <= ms)
        .reduce((sum, [, , bytes]) => sum + bytes, 0),
    of: (...wanted) =>
      arrived
        .filter(([, kind]) => wanted.includes(kind))
        .reduce((sum, [, , bytes]) => sum + bytes, 0),
  };
}

async function visit({ page, devTools }, url) {
  const bytes = countBytes(devTools);
  await page.goto(url);
  await page.waitForFunction(() => window.seen.row !== null);
  await page.waitForLoadState('networkidle', { timeout: 4_000 }).catch(() => undefined);
  const seen = await page.evaluate(() => window.seen);
  return {
    ...seen,
    wire: bytes.until(seen.row) / 1000,
    code: bytes.of('Script', 'Stylesheet') / 1000,
  };
}

const results = { cold: { floor: [], dailies: [] }, warm: { floor: [], dailies: [] } };
for (let run = 0; run < runs; run++) {
  for (const [name, url] of [
    ['floor', `${floor.url}/rows`],
    ['dailies', dailies.url],
  ]) {
    const opened = await openPage(browser, { network: fast4g });
    await opened.page.addInitScript(watch);
    results.cold[name].push(await visit(opened, url));
    // The third visit: at the second one the browser keeps the compiled code.
    await visit(opened, url);
    const second = await opened.context.newPage();
    const devTools = await opened.context.newCDPSession(second);
    await devTools.send('Network.enable');
    await devTools.send('Network.emulateNetworkConditions', fast4g);
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await second.addInitScript(watch);
    results.warm[name].push(await visit({ page: second, devTools }, url));
    await opened.context.close();
  }
}
const figure = (kind, name, key) => median(results[kind][name].map((result) => result[key]));
const table = {};
for (const kind of ['cold', 'warm']) {
  for (const name of ['floor', 'dailies']) {
    table[`${kind}, ${name}`] = {
      'first row ms': rounded(figure(kind, name, 'row')),
      'beside the floor': rounded(figure(kind, name, 'row') / figure(kind, 'floor', 'row'), 2),
      'kB until then, covers apart': rounded(figure(kind, name, 'wire'), 1),
      'kB of code and styles': rounded(figure(kind, name, 'code'), 1),
      'blocked ms': rounded(figure(kind, name, 'blocked')),
      'longest task ms': rounded(figure(kind, name, 'longest')),
      'layout shift': rounded(figure(kind, name, 'shift'), 3),
    };
  }
}
console.table(table);
await browser.close();
floor.stop();
dailies.stop();
