import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { codeIsThere, expect, type Fixtures, type StartOptions, test } from './fixtures.ts';

const secret = 'e2e-shared-secret-0123456789';

const servers: Server[] = [];
test.afterEach(async ({ context }) => {
  // An open page would report that its stream broke off.
  for (const page of context.pages()) await page.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Starts a server on a free port of this machine; returns its address. */
async function serve(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A port that is free. The product prints the address that people open, not its own. */
async function freePort(): Promise<string> {
  const server = createServer();
  const { port } = new URL(await serve(server));
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A reverse proxy that signs everyone in as the person, and drops what clients say of themselves. */
function signingProxy(target: string, person: () => Record<string, string>): Server {
  return createServer((incoming, outgoing) => {
    const { 'x-forwarded-user': _, 'x-forwarded-groups': __, ...rest } = incoming.headers;
    const headers = { ...rest, ...person(), 'x-forwarded-for': '203.0.113.7' };
    const { method, url } = incoming;
    const forwarded = request(`${target}${url}`, { method: method ?? 'GET', headers });
    forwarded.on('response', (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
}

/** Starts the product behind a proxy that signs everyone in as `person`. */
async function startBehind(
  start: Fixtures['start'],
  person: () => Record<string, string>,
  { env, ...spec }: StartOptions,
) {
  const port = await freePort();
  const proxy = await serve(signingProxy(`http://127.0.0.1:${port}`, person));
  const settings = {
    PORT: port,
    AUTH_MODE: 'header',
    PUBLIC_URL: proxy,
    HEADER_PROXIES: '127.0.0.1',
    HEADER_SECRET: secret,
    ...env,
  };
  return { proxy, studio: await start({ ...spec, env: settings }) };
}

test.describe('behind a proxy that signs people in', () => {
  test.use({ expectedErrors: [/status of 40[134]/] });

  test('says on a phone who is signed in', async ({ page, start }) => {
    const person = { 'x-dailies-secret': secret, 'x-forwarded-user': 'aleksandra.konstantinova' };
    const groups = { 'x-forwarded-groups': 'video' };
    const { proxy } = await startBehind(start, () => ({ ...person, ...groups }), {
      records: [{ name: 'Only' }],
      env: { HEADER_ROLE_MAP: 'video=admin' },
    });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(proxy);
    await expect(page.getByText('aleksandra.konstantinova')).toBeInViewport();
    await expect(page.getByRole('button', { name: /Color scheme/ })).toBeInViewport({ ratio: 1 });
    // Its stream ends before the proxy does.
    await page.close();
  });

  test('knows who it is, ends with the proxy’s session, and goes on after a reload', async ({
    page,
    start,
  }) => {
    let person: Record<string, string> = {};
    const { proxy } = await startBehind(start, () => person, {
      records: [{ name: 'Only', waitSeconds: null, createdSecondsAgo: 5 }],
      env: { HEADER_ROLE_MAP: 'video=viewer' },
    });
    const known = { 'x-dailies-secret': secret, 'x-forwarded-user': 'vera' };
    person = { ...known, 'x-forwarded-groups': 'video' };
    await page.goto(proxy);
    await expect(page.getByRole('link', { name: 'Only' })).toBeVisible();
    await expect(page.getByText('vera')).toBeVisible();
    // A link that is followed before asks the proxy for a whole page.
    await codeIsThere(page);
    person = {};
    await page.getByRole('link', { name: 'Only' }).click();
    await expect(page.getByRole('heading', { name: 'Your session has ended' })).toBeInViewport();
    person = { ...known, 'x-forwarded-groups': 'other' };
    await page.getByRole('link', { name: 'Reload' }).click();
    await expect(page.getByRole('heading', { name: 'You have no access yet' })).toBeVisible();
    person = { ...known, 'x-forwarded-groups': 'video' };
    await page.getByRole('link', { name: 'Reload' }).click();
    await expect(page.getByRole('heading', { name: 'Only' })).toBeVisible();
    // Its stream would break with the proxy.
    await page.close();
  });

  test('shows a producer their own jobs only, and a manager all, with the reason why they cancel none', async ({
    page,
    start,
  }) => {
    let person: Record<string, string> = {};
    const { proxy, studio } = await startBehind(start, () => person, {
      records: [
        { name: 'Made by Vera', appUserId: 'vera', waitSeconds: null },
        { name: 'Made by Wang', appUserId: 'wang', waitSeconds: null },
      ],
      env: { METASTUDIO_APP_USERS: 'login' },
    });
    const known = { 'x-dailies-secret': secret, 'x-forwarded-user': 'vera' };
    person = { ...known, 'x-forwarded-groups': 'producer' };
    await page.goto(proxy);
    await expect(page.getByRole('link', { name: 'Made by Vera' })).toBeVisible();
    await expect(page.getByText('Made by Wang')).toBeHidden();
    await expect(page.getByText('Your jobs')).toBeVisible();
    await page.goto(`${proxy}/jobs/${studio.world.keys.jobIds[1]}`);
    await expect(page.getByRole('heading', { name: 'Job not found' })).toBeVisible();
    await page.goto(`${proxy}/jobs/${studio.world.keys.jobIds[0]}`);
    await page.getByRole('button', { name: 'Cancel job' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel job' }).click();
    await expect(page.getByRole('dialog')).toContainText('Canceled, confirmed by MetaStudio');
    person = { ...known, 'x-forwarded-groups': 'manager' };
    await page.goto(proxy);
    await page.getByRole('button', { name: 'Actions for Made by Wang' }).click();
    await expect(page.getByRole('menuitem', { name: 'Cancel job' })).toContainText(
      'these aren’t known to be yours',
    );
    // Its stream would break with the proxy.
    await page.close();
  });
});

test.describe('a page on another port of this machine', () => {
  test.use({ expectedErrors: [/status of 40[135]|CORS|ERR_BLOCKED|ERR_FAILED/] });

  test('cancels nothing and reads nothing, although the browser sends its cookies', async ({
    page,
    start,
    visit,
  }) => {
    const studio = await start({ records: [{ name: 'Only', waitSeconds: null }] });
    await visit(studio);
    const cancel = `${studio.url}/api/jobs/${studio.world.keys.jobIds[0]}/cancel`;
    const evil = await serve(
      createServer((_, outgoing) => {
        outgoing
          .setHeader('content-type', 'text/html')
          .end(
            `<form method="post" enctype="text/plain" action="${cancel}"><input name='{"a":"' value='"}'><button>Win</button></form>`,
          );
      }),
    );
    await page.goto(evil);
    const outcomes = await page.evaluate(
      async ([url = '', jobs = '']) => {
        const tries: RequestInit[] = [
          { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{}' },
          { method: 'POST', credentials: 'include', body: '{}' },
          { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
        ];
        const told: string[] = [];
        for (const init of tries) {
          told.push(
            await fetch(url, init).then(
              (reply) => reply.type,
              () => 'failed',
            ),
          );
        }
        navigator.sendBeacon(url, new Blob(['{}'], { type: 'text/plain' }));
        const read = await fetch(jobs, { credentials: 'include' }).then(
          async (reply) => await reply.text(),
          () => 'failed',
        );
        return [...told, read];
      },
      [cancel, `${studio.url}/api/jobs`],
    );
    expect(outcomes).toEqual(['failed', 'failed', 'failed', 'failed']);
    await page.getByRole('button', { name: 'Win' }).click();
    await expect(page.getByText('cross_site')).toBeVisible();
    const journal = await studio.world.journal();
    expect(journal.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});
