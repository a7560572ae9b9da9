// A bare node:http server in a process of its own, which sends the same headers and bytes as a sample.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { childMessage, usage } from './start.mjs';

if (process.argv[2] === 'bare') {
  process.once('message', ({ headers, base64 }) => {
    const bytes = Buffer.from(base64, 'base64');
    const server = createServer((_, response) => response.writeHead(200, headers).end(bytes));
    server.listen(0, '127.0.0.1', () => {
      process.send(`http://127.0.0.1:${server.address().port}`);
    });
  });
  process.channel.ref();
  process.send('ready');
}

/** Starts one; resolves to its address, its use of the machine, and a function that stops it. */
export async function startBare({ headers, body }) {
  const probe = join(import.meta.dirname, 'probe.mjs');
  const child = spawn(process.execPath, ['--import', probe, import.meta.filename, 'bare'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await childMessage(child);
  const drop = ['date', 'connection', 'keep-alive', 'transfer-encoding'];
  const kept = Object.entries(headers).filter(([name]) => !drop.includes(name));
  child.send({
    headers: { ...Object.fromEntries(kept), 'content-length': body.length },
    base64: body.toString('base64'),
  });
  return { url: await childMessage(child), usage: () => usage(child), stop: () => child.kill() };
}
