// Builds the product when there is no build, or when a source file is newer than it.
import { execSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const sources = [
  'src',
  'server',
  'simulator',
  'wire',
  'contract',
  'public',
  'index.html',
  'package-lock.json',
  'package.json',
  'vite.config.ts',
];

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function builtAt() {
  try {
    // Built last: when it exists, everything does.
    return statSync(join(root, 'dist-server/main.js')).mtimeMs;
  } catch {
    return 0;
  }
}

const built = builtAt();
if (built === 0 || sources.some((name) => newest(join(root, name)) > built)) {
  execSync('npm run --silent build', { cwd: root, stdio: ['ignore', process.stderr, 'inherit'] });
}
