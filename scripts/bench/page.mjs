// First load of the job list: bytes over the wire as Chromium counts them, and when the list was requested.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { start } from './start.mjs';

const root = join(import.meta.dirname, '../..');
execFileSync(process.execPath, [join(root, 'scripts/setup-browser.mjs')], { stdio: 'inherit' });
const { executablePath } = JSON.parse(
  readFileSync(join(root, 'node_modules/.cache/test-browser.json'), 'utf8'),
);
const { url, stop } = await start('main.js');
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage({ locale: 'en-US' });
const session = await page.context().newCDPSession(page);
await session.send('Network.enable');
const kinds = new Map();
const bytes = { Script: 0, Stylesheet: 0 };
session.on('Network.responseReceived', ({ requestId, type, response }) => {
  kinds.set(requestId, type);
  const encoding = response.headers['content-encoding'];
  if (type in bytes && encoding !== 'br') console.log(`not brotli: ${response.url} ${encoding}`);
});
session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
  const kind = kinds.get(requestId);
  if (kind in bytes) bytes[kind] += encodedDataLength;
});
await page.goto(url);
await page.getByRole('link').nth(3).waitFor();
await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
const timing = await page.evaluate(() => {
  const entries = performance.getEntriesByType('resource');
  const list = entries.find(({ name }) => name.includes('/api/jobs?'));
  const code = entries.filter(({ name }) => name.endsWith('.js'));
  return {
    'list requested (ms)': Math.round(list.startTime),
    'last script arrived (ms)': Math.round(Math.max(...code.map(({ responseEnd }) => responseEnd))),
  };
});
const kB = (count) => Number((count / 1000).toFixed(1));
console.table({
  'Dailies, JS': { 'kB over the wire': kB(bytes.Script), aim: 160 },
  'Dailies, CSS': { 'kB over the wire': kB(bytes.Stylesheet), aim: 24 },
  'Bull Board (quoted)': { 'kB over the wire': 182 },
  'react-admin (quoted)': { 'kB over the wire': 285 },
  'Prometheus Mantine UI (quoted)': { 'kB over the wire': 507 },
});
console.table(timing);
await browser.close();
stop();
