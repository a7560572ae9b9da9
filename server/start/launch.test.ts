import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { account, canary, expectRefusal, freePort } from '../testing/refusals.ts';
import { type Launched, launch } from './launch.ts';

const root = mkdtempSync(join(tmpdir(), 'dailies-launch-'));
afterAll(() => rmSync(root, { recursive: true }));

const running: Launched[] = [];
afterEach(async () => {
  for (const { server, dailies } of running.splice(0)) {
    server.close();
    await dailies.close();
  }
});

const folder = () => mkdtempSync(join(root, 'a-'));

/** Launches the demo with these settings; what it tells the operator. */
async function launchWith(env: Record<string, string>): Promise<string[]> {
  const lines: string[] = [];
  const settings = { LOG_LEVEL: 'silent', SIMULATOR_JOBS: '0', PORT: '0', ...env };
  const launched = await launch(settings, null, {
    ready: (line) => lines.push(line),
    refused: (line) => lines.push(`refused: ${line}`),
  });
  if (launched) running.push(launched);
  return lines;
}

describe('a launch', () => {
  it('prints the address once it answers there', async () => {
    const [line = ''] = await launchWith({ DATA_DIR: folder() });
    expect(line).toMatch(/^Dailies is ready: http:\/\/127\.0\.0\.1:\d+ \(demo: .+\)$/);
    const [url = ''] = /http:\S+/.exec(line) ?? [];
    expect(await (await fetch(`${url}/livez`)).text()).toBe('ok');
  });

  it.each(['PORT', 'SIMULATOR_PORT'])(
    'is refused when %s is in use, and leaves nothing behind',
    async (name) => {
      const [line = ''] = await launchWith({ DATA_DIR: folder() });
      const [, port = ''] = /:(\d+) /.exec(line) ?? [];
      const second = { DATA_DIR: folder(), [name]: port };
      const refused = await launchWith(second);
      expect(refused).toEqual([
        expect.stringMatching(/^refused: PORT or SIMULATOR_PORT is in use/),
      ]);
      // The folder is free again.
      expect(await launchWith({ ...second, [name]: '0' })).toEqual([
        expect.stringContaining('ready'),
      ]);
    },
  );

  it('serves metrics on their own port alone', async () => {
    const port = await freePort();
    const env = { DATA_DIR: folder(), METRICS_PORT: String(port) };
    const [line = ''] = await launchWith(env);
    const [url = ''] = /http:\S+/.exec(line) ?? [];
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    const metrics = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect(await metrics.text()).toMatch(/^dailies_http_requests_total\{.*code="404"\} 1$/m);
    expect((await fetch(`http://127.0.0.1:${port}/api/session`)).status).toBe(404);
  });

  it('is refused when the port or the address of metrics cannot be had', async () => {
    const port = String(await freePort());
    await launchWith({ DATA_DIR: folder(), METRICS_PORT: port });
    await expectRefusal(
      { DATA_DIR: folder(), METRICS_PORT: port },
      `METRICS_PORT=${port} is in use`,
    );
    const elsewhere = { METRICS_PORT: String(await freePort()), METRICS_HOST: '203.0.113.7' };
    await expectRefusal({ DATA_DIR: folder(), ...elsewhere }, 'METRICS_HOST=203.0.113.7');
  });

  it('is refused when HOST is no address of this machine', async () => {
    const team = { AUTH_MODE: 'header', HEADER_PROXIES: '10.1.0.7', HEADER_SECRET: `${canary}-0` };
    const address = { HOST: '203.0.113.7', PUBLIC_URL: 'https://dash.example' };
    await expectRefusal({ ...account, ...team, ...address, DATA_DIR: folder() }, 'HOST');
  });

  it('is refused by a database of a newer version, and by a folder in place of one', async () => {
    const newer = folder();
    await launchWith({ DATA_DIR: newer });
    for (const { server, dailies } of running.splice(0)) {
      server.close();
      await dailies.close();
    }
    const database = new Database(join(newer, 'dailies.db'));
    database.exec("insert into kysely_migration values ('999-later', '2099-01-01')");
    database.close();
    await expectRefusal({ DATA_DIR: newer }, 'DATA_DIR: dailies.db .*newer version');
    const odd = folder();
    mkdirSync(join(odd, 'dailies.db'));
    await expectRefusal({ DATA_DIR: odd }, 'DATA_DIR: dailies.db cannot be opened');
  });
});
