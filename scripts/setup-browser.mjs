// Finds a Chromium for the browser tests, or unpacks the one of the npm package, and stores its path.
// Order: CHROMIUM_PATH, the result of an earlier run, the system's, Playwright's, the npm package, Debian's package.
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

const cache = join(import.meta.dirname, '../node_modules/.cache');
const answer = join(cache, 'test-browser.json');

/** True when the browser starts; `--version` is enough to find a missing system library. */
function starts(path) {
  try {
    return /\d+\.\d+/.test(
      execFileSync(path, ['--version'], {
        stdio: ['ignore', 'pipe', 'ignore'],
        timeout: 20_000,
      }).toString(),
    );
  } catch {
    return false;
  }
}

async function foundBefore() {
  try {
    return JSON.parse(await readFile(answer, 'utf8')).executablePath;
  } catch {
    return undefined;
  }
}

function installed() {
  const places =
    {
      linux: [
        'chromium',
        'chromium-browser',
        'google-chrome',
        'google-chrome-stable',
        'microsoft-edge',
      ],
      darwin: [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
      ],
      win32: [
        'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
        'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
      ],
    }[process.platform] ?? [];
  return places.map(absolute).filter(Boolean);
}

function absolute(name) {
  if (name.includes('/') || name.includes('\\')) return existsSync(name) ? name : undefined;
  const found = (process.env.PATH ?? '').split(':').map((folder) => join(folder, name));
  return found.find((path) => existsSync(path));
}

async function fromPlaywright() {
  const { chromium } = await import('@playwright/test');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

async function fromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const require = createRequire(import.meta.url);
  let entry;
  try {
    entry = require.resolve('@sparticuz/chromium');
  } catch {
    return undefined; // an optional dependency: absent is fine
  }
  const name = '@sparticuz/chromium';
  const packed = join(entry.slice(0, entry.indexOf(name) + name.length), 'bin/chromium.br');
  const unpacked = join(cache, 'chromium-143.0.4/chrome-headless-shell');
  if (!existsSync(unpacked)) {
    await mkdir(dirname(unpacked), { recursive: true });
    const partial = `${unpacked}.${process.pid}`;
    await pipeline(
      createReadStream(packed),
      createBrotliDecompress(),
      createWriteStream(partial, { mode: 0o755 }),
    );
    await rename(partial, unpacked);
  }
  return unpacked;
}

function fromDebian() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !absolute('apt-get'))
    return undefined;
  execFileSync('apt-get', ['update'], { stdio: 'ignore' });
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
    stdio: 'ignore',
  });
  return absolute('chromium');
}

const candidates = [
  () => process.env.CHROMIUM_PATH,
  foundBefore,
  ...installed().map((path) => () => path),
  fromPlaywright,
  fromNpm,
  fromDebian,
];

for (const candidate of candidates) {
  const executablePath = await candidate();
  if (executablePath && starts(executablePath)) {
    await mkdir(cache, { recursive: true });
    await writeFile(answer, JSON.stringify({ executablePath }));
    console.log(`Browser for the tests: ${executablePath}`);
    process.exit(0);
  }
}
console.error(
  'No Chromium found for the browser tests. Install Chromium or Chrome, or set CHROMIUM_PATH to one.',
);
process.exit(1);
