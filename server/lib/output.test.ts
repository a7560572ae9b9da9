import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { transformWithOxc } from 'vite';
import { expect, it } from 'vitest';

const path = new URL('./output.ts', import.meta.url).pathname;

/** Logs until stdin says that it may end, and then exits with 7. */
const program = `
  setInterval(() => process.stderr.write('line\\n'), 1);
  process.stdout.write('ready');
  process.stdin.once('data', () => process.exit(7));
`;

/** Exit code of the program when nothing reads its log any more. */
async function exitWithoutReader(code: string): Promise<number | null> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', code]);
  child.stdin.on('error', () => undefined);
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  child.stderr.destroy();
  child.stdout.destroy();
  // Some hundred lines later.
  await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 300))]);
  child.stdin.write('end');
  const [exitCode] = await exited;
  return exitCode;
}

it('lets the process live when the reader of its log goes away', async () => {
  const { code } = await transformWithOxc(readFileSync(path, 'utf8'), path);
  const call = 'outliveReaders([process.stdout, process.stderr]);';
  expect(await exitWithoutReader(`${code}\n${call}\n${program}`)).toBe(7);
  expect(await exitWithoutReader(program)).toBe(1);
}, 20_000);
