import { expect, test } from './fixtures.ts';

/** What has become code in pages that took a text for HTML, a part of a script, of a style or of an address. */
const attacks = [
  '<script>attack()</script>',
  '</script><script>attack()</script>',
  '<ScRiPt>attack()</ScRiPt>',
  '<script src=//evil.example/x.js></script>',
  '<scr<script>ipt>attack()</scr</script>ipt>',
  '<script\x20type="text/javascript">attack();</script>',
  '<img src=x onerror=attack()>',
  '<img src=x onerror="attack()">',
  '<img/src=x/onerror=attack()>',
  '<IMG SRC=javascript:attack()>',
  '<img src="x` `<script>attack()</script>"` `>',
  '"><img src=x onerror=attack()>',
  "'><img src=x onerror=attack()>",
  '`><img src=x onerror=attack()>',
  '<svg onload=attack()>',
  '<svg/onload=attack()>',
  '<svg><script>attack()</script></svg>',
  '<svg><animate onbegin=attack() attributeName=x dur=1s>',
  '<svg><a xlink:href="javascript:attack()"><text>x</text></a></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=attack()>',
  '<body onload=attack()>',
  '<iframe src=javascript:attack()>',
  '<iframe srcdoc="<script>parent.attack()</script>">',
  '<object data=javascript:attack()>',
  '<embed src=javascript:attack()>',
  '<details open ontoggle=attack()>',
  '<video><source onerror=attack()>',
  '<audio src=x onerror=attack()>',
  '<input autofocus onfocus=attack()>',
  '<select autofocus onfocus=attack()>',
  '<textarea autofocus onfocus=attack()>',
  '<marquee onstart=attack()>',
  '<form action=javascript:attack()><button>x</button></form>',
  '<a href="javascript:attack()">x</a>',
  '<a href="jAvAsCrIpT:attack()">x</a>',
  '<a href="java&#x0A;script:attack()">x</a>',
  '<a href="&#106;avascript:attack()">x</a>',
  '<base href="https://evil.example/">',
  '<meta http-equiv=refresh content="0;url=javascript:attack()">',
  '<link rel=stylesheet href=//evil.example/x.css>',
  '<style>@import "//evil.example/x.css"</style>',
  '<style>*{background:url("//evil.example/x")}</style>',
  '<div style="background:url(javascript:attack())">',
  '<!--><script>attack()</script>-->',
  '--><script>attack()</script>',
  ']]><script>attack()</script>',
  '</title><script>attack()</script>',
  '</textarea><script>attack()</script>',
  '</style><script>attack()</script>',
  '<template><script>attack()</script></template>',
  '<noscript><p title="</noscript><script>attack()</script>">',
  '" onmouseover="attack()" x="',
  "' onfocus='attack()' autofocus='",
  '{{constructor.constructor("attack()")()}}',
  '\u0024{attack()}',
  '</script><!--<script>',
  '<!--<script>',
  '\u2028attack()\u2029',
  '%3Cscript%3Eattack()%3C/script%3E',
  '&lt;script&gt;attack()&lt;/script&gt;',
  '__proto__',
  'javascript:attack()',
];

const jobId = (i: number) => `00000000-0000-4000-8000-0000000000${String(i).padStart(2, '0')}`;

test('shows sixty attacks as the text that they are: list, title, dialog, failure and script', async ({
  page,
  start,
  visit,
}) => {
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  let attacked = 0;
  await page.exposeFunction('attack', () => attacked++);
  expect(attacks.length).toBeGreaterThanOrEqual(60);
  const studio = await start({
    records: [
      ...attacks.map((name, i) => ({
        jobId: jobId(i),
        name,
        createdSecondsAgo: 1000 + i,
        ending: 'FAILED',
        error: { code: name.slice(0, 64), message: name },
        scenes: [name],
      })),
      { jobId: jobId(99), name: attacks[0] ?? '', createdSecondsAgo: 5000, waitSeconds: null },
    ],
  });
  await visit(studio, '/?size=100');
  await expect(page.getByRole('row')).toHaveCount(attacks.length + 2);
  const shown = await page.getByRole('table').getByRole('link').allTextContents();
  const spaces = /\s+/g;
  const words = (text: string) => text.replace(spaces, ' ').trim();
  expect(shown.slice(0, attacks.length).map(words)).toEqual(attacks.map(words));
  for (const i of [0, 6, 11, 46, 51, 55]) {
    await visit(studio, `/jobs/${jobId(i)}`);
    const attack = words(attacks[i] ?? '');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(attack);
    await expect(page).toHaveTitle(`${attack} · Dailies`);
    await expect(page.getByRole('region', { name: 'Why it failed' })).toContainText(attack);
  }
  await visit(studio, `/jobs/${jobId(99)}`);
  await page.getByRole('button', { name: 'Cancel job' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('<img src=x onerror=attack()>');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel job' }).click();
  await expect(page.getByRole('dialog')).toContainText('Canceled, confirmed');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByRole('region', { name: 'Cancel records' })).toContainText(
    '<img src=x onerror=attack()>',
  );
  expect(attacked).toBe(0);
  const own = [studio.url, studio.world.url].map((url) => new URL(url).host);
  expect([...hosts].filter((host) => !own.includes(host))).toEqual([]);
});

test.describe('a script of the page that makes HTML or code of a text', () => {
  test.use({ expectedErrors: [/^CSP: |Trusted|Content Security Policy/] });

  test('is refused by the browser, and fails every other test', async ({ page, start, visit }) => {
    const reports: string[] = [];
    page.on('console', (message) => reports.push(message.text()));
    const studio = await start({ records: [{ name: 'Only' }] });
    await visit(studio);
    const refused = await page.evaluate(() => {
      const tries = [
        () => {
          document.body.innerHTML = '<b>x</b>';
        },
        () => document.write('<b>x</b>'),
        () => {
          document.createElement('script').text = 'attack()';
        },
        // A policy that lets everything pass.
        () => Reflect.get(window, 'trustedTypes').createPolicy('default', {}),
      ];
      return tries.map((attempt) => {
        try {
          attempt();
          return null;
        } catch (error) {
          return error instanceof TypeError ? 'refused' : String(error);
        }
      });
    });
    expect(refused).toEqual(['refused', 'refused', 'refused', 'refused']);
    await expect(page.getByRole('link', { name: 'Only' })).toBeVisible();
    expect(reports).toContainEqual(expect.stringMatching(/^CSP: require-trusted-types-for/));
  });
});
