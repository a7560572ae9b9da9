import { type ChildProcess, spawn } from 'node:child_process';

/** A running program of the built product. */
export type Running = {
  /** Everything printed so far on stdout and stderr. */
  output: () => string;
  /** Sends SIGTERM and resolves to the exit code. */
  stop: () => Promise<number | null>;
};

/**
 * Starts `node <file>` with only these settings in its environment, and waits for the output to match.
 *
 * @throws Error when it exits before, with its output
 */
export async function run(
  file: string,
  env: Record<string, string>,
  ready: RegExp,
): Promise<Running & { match: RegExpExecArray }> {
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const match = await new Promise<RegExpExecArray>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      const found = ready.exec(output);
      if (found !== null) resolve(found);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}:\n${output}`)));
  });
  return { match, output: () => output, stop: () => stop(child) };
}

function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return ended;
}
