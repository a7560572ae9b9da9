import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { account, canary, expectRefusal } from '../testing/refusals.ts';

const { METASTUDIO_PROJECT_ID } = account;
const iam = { IAM_USER: 'u', IAM_PASSWORD: canary, IAM_DOMAIN: 'd', METASTUDIO_PROJECT_ID };

const root = mkdtempSync(join(tmpdir(), 'dailies-settings-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A file with this text and these rights. */
function file(text: string, mode = 0o600): string {
  const path = join(mkdtempSync(join(root, 'a-')), 'secret');
  writeFileSync(path, text, { mode: 0o600 });
  chmodSync(path, mode);
  return path;
}

const fromFile = (path: string) => ({
  METASTUDIO_PROJECT_ID,
  CLOUD_SDK_AK: 'AK',
  CLOUD_SDK_SK_FILE: path,
});

/** What is wrong, where, and the beginning of the line about it. */
type Row = [what: string, env: Record<string, string>, name: string];

const rows: Row[] = [
  ['half a key', { CLOUD_SDK_AK: 'AK', METASTUDIO_PROJECT_ID }, 'CLOUD_SDK_SK'],
  ['the other half', { CLOUD_SDK_SK: 'SK', METASTUDIO_PROJECT_ID }, 'CLOUD_SDK_AK'],
  ['half an IAM user', { IAM_USER: 'u', IAM_PASSWORD: 'p', METASTUDIO_PROJECT_ID }, 'IAM_DOMAIN'],
  ['two kinds of credential', { ...account, METASTUDIO_TOKEN: 'tok' }, 'METASTUDIO_TOKEN'],
  [
    'both kinds by files',
    { ...fromFile(file('SK')), METASTUDIO_TOKEN_FILE: file(canary) },
    'METASTUDIO_TOKEN',
  ],
  ['a space before a secret', { ...account, CLOUD_SDK_SK: ` ${canary}` }, 'CLOUD_SDK_SK'],
  ['a space behind an access key', { ...account, CLOUD_SDK_AK: `${canary} ` }, 'CLOUD_SDK_AK'],
  ['a tab before an access key', { ...account, CLOUD_SDK_AK: `\t${canary}` }, 'CLOUD_SDK_AK'],
  ['a secret of spaces', { ...account, CLOUD_SDK_SK: '  ' }, 'CLOUD_SDK_SK'],
  ['a secret’s file with a space at its end', fromFile(file(`${canary} \n`)), 'CLOUD_SDK_SK_FILE'],
  [
    'a space behind a key’s other name',
    { METASTUDIO_PROJECT_ID, HUAWEICLOUD_SDK_AK: `${canary} `, HUAWEICLOUD_SDK_SK: canary },
    'HUAWEICLOUD_SDK_AK',
  ],
  ['a secret twice', { ...account, CLOUD_SDK_SK_FILE: 'f' }, 'CLOUD_SDK_SK_FILE'],
  ['an unknown mode', { AUTH_MODE: 'none' }, 'AUTH_MODE'],
  ['the demo with a key', { ...account, AUTH_MODE: 'demo' }, 'AUTH_MODE'],
  ['a bad role', { DEV_ROLE: 'root' }, 'DEV_ROLE'],
  [
    'two names of a key that differ',
    { ...account, HUAWEICLOUD_SDK_SK: `${canary}-2` },
    'CLOUD_SDK_SK',
  ],
  [
    'a security token without a key',
    { METASTUDIO_PROJECT_ID, CLOUD_SDK_SECURITY_TOKEN: canary },
    'CLOUD_SDK_AK',
  ],
  [
    'a token with a line break',
    { METASTUDIO_PROJECT_ID, METASTUDIO_TOKEN: `${canary}\n` },
    'METASTUDIO_TOKEN',
  ],
  [
    'a secret with letters beyond ASCII',
    { ...account, CLOUD_SDK_SK: `${canary}密` },
    'CLOUD_SDK_SK',
  ],
  ['a secret’s file that is missing', fromFile(join(root, 'nowhere')), 'CLOUD_SDK_SK_FILE'],
  ['a secret’s file that is a folder', fromFile(root), 'CLOUD_SDK_SK_FILE'],
  ['a secret’s file that is empty', fromFile(file('\n')), 'CLOUD_SDK_SK_FILE'],
  ['a secret’s file that all may read', fromFile(file(canary, 0o604)), 'CLOUD_SDK_SK_FILE'],
  ['a secret’s file that all may change', fromFile(file(canary, 0o602)), 'CLOUD_SDK_SK_FILE'],
  ['a secret’s file of two lines', fromFile(file(`${canary}\nmore\n`)), 'CLOUD_SDK_SK_FILE'],
  ['a secret’s file of bytes', fromFile(file(`${canary}\u0000`)), 'CLOUD_SDK_SK_FILE'],
  ['an IAM user alone', { METASTUDIO_PROJECT_ID, IAM_USER: 'u' }, 'IAM_PASSWORD'],
  ['IAM over plain http', { ...iam, IAM_ENDPOINT: 'http://iam.example' }, 'IAM_ENDPOINT'],
  ['IAM with a path', { ...iam, IAM_ENDPOINT: 'https://iam.example/v3' }, 'IAM_ENDPOINT'],
  [
    'an address of IAM without a credential',
    { IAM_ENDPOINT: 'https://iam.example' },
    'IAM_ENDPOINT',
  ],
  ['a mode in capitals', { AUTH_MODE: 'DEMO' }, 'AUTH_MODE'],
  ['a short start-up token', { ...account, DEV_TOKEN: 'sk-canary' }, 'DEV_TOKEN'],
  ['a start-up token with a space', { ...account, DEV_TOKEN: `${canary} 0123456789` }, 'DEV_TOKEN'],
  ['a start-up token that is too long', { ...account, DEV_TOKEN: canary.repeat(100) }, 'DEV_TOKEN'],
];

const production = { ...account, NODE_ENV: 'production', ALLOW_ROOT: '1' };

const productionRows: Row[] = [
  ['a key and no mode', production, 'AUTH_MODE'],
  [
    'an IAM user and an empty mode',
    { ...production, ...iam, CLOUD_SDK_AK: '', CLOUD_SDK_SK: '', AUTH_MODE: '' },
    'AUTH_MODE',
  ],
  // Without a mode it cannot be said what else is wrong.
  [
    'an address for a team and no mode',
    { ...production, HOST: '0.0.0.0', PUBLIC_URL: 'https://dash.example' },
    'AUTH_MODE',
  ],
  [
    'an unknown mode',
    { ...production, AUTH_MODE: 'odic', OIDC_ISSUER: 'https://id.example' },
    'AUTH_MODE',
  ],
  [
    'another word than 1 for root',
    { ...production, AUTH_MODE: 'dev', ALLOW_ROOT: 'yes' },
    'ALLOW_ROOT',
  ],
];

const published: Row[] = [
  ['the secret key', { ...account, VITE_SK: canary }, 'VITE_SK'],
  ['the access key', { ...account, VITE_KEY: account.CLOUD_SDK_AK }, 'VITE_KEY'],
  ['the secret key from a file', { ...fromFile(file(`${canary}\n`)), VITE_SK: canary }, 'VITE_SK'],
  [
    'a key among other words',
    { ...account, VITE_AUTH: `{"ak":"${account.CLOUD_SDK_AK}"}` },
    'VITE_AUTH',
  ],
  [
    'a token',
    { METASTUDIO_PROJECT_ID, METASTUDIO_TOKEN: canary, VITE_TOKEN: canary },
    'VITE_TOKEN',
  ],
  ['a password', { ...iam, IAM_PASSWORD: 'word', VITE_PASSWORD: 'word' }, 'VITE_PASSWORD'],
  [
    'the start-up token of the demo',
    { DEV_TOKEN: `${canary}-0`, VITE_DEV: `${canary}-0` },
    'VITE_DEV',
  ],
];

describe('the start is refused in one line, with', () => {
  it.each(rows)('%s', async (_, env, name) => {
    await expectRefusal(env, name);
  });

  it.each(productionRows)('NODE_ENV=production, %s', async (_, env, name) => {
    await expectRefusal(env, name);
  });

  it.each(published)('%s in a variable for the page', async (_, env, name) => {
    await expectRefusal(env, name);
  });

  it.runIf(process.geteuid?.() === 0)('root in production', async () => {
    await expectRefusal({ ...production, AUTH_MODE: 'dev', ALLOW_ROOT: '' }, 'ALLOW_ROOT');
  });
});
