// A browser for benchmarks, as slow as a cheap laptop on a phone's network, and what it tells of a page.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { quantile } from './start.mjs';

const root = join(import.meta.dirname, '../..');

/** The network that DevTools calls “Fast 4G”. */
export const fast4g = {
  offline: false,
  latency: 165,
  downloadThroughput: (9e6 / 8) * 0.9,
  uploadThroughput: (1.5e6 / 8) * 0.9,
};

/** How often each thing is measured; the medians are printed. */
export const runs = Number(process.env.RUNS ?? 7);

/** How much slower the processor is than this machine's. */
const slowdown = 4;

export async function launch() {
  execFileSync(process.execPath, [join(root, 'scripts/setup-browser.mjs')], { stdio: 'ignore' });
  const { executablePath } = JSON.parse(
    readFileSync(join(root, 'node_modules/.cache/test-browser.json'), 'utf8'),
  );
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return await chromium.launch({ executablePath, args });
}

/** A page of a fresh profile with its DevTools session; slowed down at once, or by `slowDown` later. */
export async function openPage(browser, { network = null, slow = true } = {}) {
  const context = await browser.newContext({
    locale: 'en-US',
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send('Network.enable');
  // CPU time: other programs on the machine do not lengthen it.
  await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
  if (network !== null) await devTools.send('Network.emulateNetworkConditions', network);
  const slowDown = () => devTools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  if (slow) await slowDown();
  return { context, page, devTools, slowDown };
}

/** CPU time of the main thread so far, in ms. */
export async function mainThreadMs(devTools) {
  const { metrics } = await devTools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
}

export const median = (numbers) => quantile(numbers, 0.5);
export const rounded = (number, digits = 0) => Number(number.toFixed(digits));
