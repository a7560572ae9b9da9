import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Running } from './process.ts';

type Reply = { id: number; lines: string[] };

/** One process of the built product in which the products of many tests run, each with settings of its own. */
export class Products {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (lines: string[]) => void>();
  #ids = 0;

  constructor() {
    this.#child = fork('dist-server/several.js', {
      env: { PATH: process.env.PATH ?? '' },
      // What goes wrong in all of them at once is seen in the output of the tests.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n')) {
        if (line !== '' && !line.startsWith('{')) process.stderr.write(`${line}\n`);
      }
    });
    this.#child.on('message', ({ id, lines }: Reply) => this.#waiting.get(id)?.(lines));
  }

  /**
   * Starts a product with only these settings, and waits for the line that matches.
   *
   * @throws Error when it refuses to start, with its reasons
   */
  async start(
    env: Record<string, string>,
    ready: RegExp,
  ): Promise<Running & { match: RegExpExecArray }> {
    const id = this.#ids++;
    const lines = (await this.#ask(id, env)).join('\n');
    const match = ready.exec(lines);
    if (match === null) throw new Error(lines);
    const output = () => {
      throw new Error('Only a product that is started alone has an output of its own.');
    };
    let ended: Promise<number> | null = null;
    const stop = () => (ended ??= this.#ask(id, null).then(() => 0));
    return { match, output, stop };
  }

  /** Ends the process. */
  async end(): Promise<void> {
    this.#child.kill();
    if (this.#child.exitCode === null) await once(this.#child, 'exit');
  }

  async #ask(id: number, env: Record<string, string> | null): Promise<string[]> {
    const reply = new Promise<string[]>((resolve) => this.#waiting.set(id, resolve));
    this.#child.send({ id, env });
    return await reply;
  }
}
