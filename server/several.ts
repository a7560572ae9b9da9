import { built } from './built.ts';
import { type Launched, launch } from './start/launch.ts';
import { shutDown } from './start/shut-down.ts';

/** What the parent process asks for: a product with these settings, or the end of the one with this number. */
type Order = { id: number; env: Record<string, string> | null };

const running = new Map<number, Promise<Launched | null>>();

/**
 * Runs several products in one process, for the browser tests (docs/decisions/0037-tests-share-processes.md).
 *
 * @returns the lines for the operator
 */
async function obey({ id, env }: Order): Promise<string[]> {
  if (env === null) {
    const launched = await running.get(id);
    running.delete(id);
    if (launched) await shutDown(launched.server, launched.dailies);
    return [];
  }
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const launched = launch(env, built, { ready: print, refused: print });
  running.set(id, launched);
  await launched;
  return lines;
}

process.on('message', (order: Order) => {
  void obey(order).then((lines) => process.send?.({ id: order.id, lines }));
});
