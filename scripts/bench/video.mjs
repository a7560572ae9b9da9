// From the opened page to the video's metadata, and from the click on play to the first frame, beside a bare video element.
import { fast4g, launch, median, openPage, rounded, runs } from './browser.mjs';
import { startFloor } from './floor.mjs';
import { start } from './start.mjs';

const dailies = await start('main.js');
const floor = await startFloor();
const browser = await launch();
const list = await (await fetch(`${dailies.url}/api/jobs?state=SUCCEED&limit=1`)).json();
const [{ id, type }] = list.jobs;

/** Runs in the page before its own scripts. */
function watchVideo() {
  const look = () => {
    const video = document.querySelector('video');
    if (video === null) requestAnimationFrame(look);
    else if (video.readyState >= 1) window.metadataAt = performance.now();
    else video.addEventListener('loadedmetadata', () => (window.metadataAt ??= performance.now()));
  };
  requestAnimationFrame(look);
}

/** Runs in the page: plays, and resolves to the time until the first frame, in ms. */
function play() {
  const video = document.querySelector('video');
  video.muted = true;
  const begun = performance.now();
  return new Promise((resolve) => {
    video.requestVideoFrameCallback(() => resolve(performance.now() - begun));
    void video.play();
  });
}

const times = { 'bare element': [], dailies: [] };
for (let run = 0; run < runs; run++) {
  const media = await (await fetch(`${dailies.url}/api/jobs/${id}/media?type=${type}`)).json();
  for (const [name, url] of [
    ['bare element', `${floor.url}/video?src=${encodeURIComponent(media.video.url)}`],
    ['dailies', `${dailies.url}/jobs/${id}?type=${type}`],
  ]) {
    const { context, page } = await openPage(browser, { network: fast4g });
    await page.addInitScript(watchVideo);
    await page.goto(url);
    await page.waitForFunction(() => window.metadataAt !== undefined);
    const metadata = await page.evaluate(() => window.metadataAt);
    await page.waitForLoadState('networkidle', { timeout: 4_000 }).catch(() => undefined);
    times[name].push({ metadata, frame: await page.evaluate(play) });
    await context.close();
  }
}
const of = (name, key) => median(times[name].map((time) => time[key]));
console.table(
  Object.fromEntries(
    Object.keys(times).map((name) => [
      name,
      {
        'metadata ms': rounded(of(name, 'metadata')),
        'beside the bare one': rounded(of(name, 'metadata') / of('bare element', 'metadata'), 2),
        'play to first frame ms': rounded(of(name, 'frame')),
        'beside the bare one, frame': rounded(of(name, 'frame') / of('bare element', 'frame'), 2),
      },
    ]),
  ),
);
await browser.close();
floor.stop();
dailies.stop();
