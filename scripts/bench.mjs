// Runs every benchmark one after the other, or the ones named: npm run bench -- page proxy
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const all = [
  'page',
  'interact',
  'idle',
  'scroll',
  'video',
  'calls',
  'mirror',
  'reading',
  'proxy',
  'signed-in',
  'streams',
  'simulator',
  'cancel',
  'records',
  'isolation',
];
const chosen = process.argv.slice(2);
for (const name of chosen.length > 0 ? chosen : all) {
  console.log(`\n# ${name}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `bench/${name}.mjs`)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
