import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect } from 'vitest';
import type { Env } from '../config/secrets.ts';
import { launch } from '../start/launch.ts';

/** Part of every secret in settings of tests: no line for the operator may have it. */
export const canary = 'sk-canary-value';

/** Project and key of a real account. */
export const account = {
  METASTUDIO_PROJECT_ID: '0123456789abcdef0123456789abcdef',
  CLOUD_SDK_AK: 'AKAKAKAKAKAKAKAKAKAK',
  CLOUD_SDK_SK: canary,
};

/**
 * Starts the product with these settings, and expects that it is refused in one line with these words (the name of the setting
 * at least) and without a secret, and that nothing listens.
 */
export async function expectRefusal(env: Env, words: string): Promise<void> {
  const port = await freePort();
  const lines: string[] = [];
  const launched = await launch({ PORT: String(port), LOG_LEVEL: 'silent', ...env }, null, {
    ready: (line) => lines.push(line),
    refused: (line) => lines.push(line),
  });
  await launched?.dailies.close();
  launched?.server.close();
  expect(launched).toBeNull();
  expect(lines).toEqual([expect.stringMatching(/^[^\n]+$/)]);
  expect(lines[0]).toMatch(new RegExp(`(?<!\\w)${words}(?!\\w)`));
  expect(lines[0]).not.toContain(canary);
  expect(await isListening(port)).toBe(false);
}

/** A port that nothing listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
