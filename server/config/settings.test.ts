import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { reportMisspelt, settings } from './settings.ts';

/** Names in the first column of the settings' table. */
function documented(readme: string): string[] {
  const text = readFileSync(new URL(`../../${readme}`, import.meta.url), 'utf8');
  const [, section = ''] = text.split(/^## (?:Settings|配置)$/m);
  const [table = ''] = section.split(/^## /m);
  const rows = [...table.matchAll(/^\| (`[^|]+) \|/gm)];
  return rows.flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => `${name}`),
  );
}

function misspelt(env: Record<string, string>): string[] {
  const lines: string[] = [];
  reportMisspelt(env, (line) => lines.push(line));
  return lines;
}

describe('settings', () => {
  it.each(['README.md', 'README.zh-CN.md'])(
    'are all in the table of %s, and no others',
    (readme) => {
      const shown = [...settings].filter(([, kind]) => kind !== 'test');
      const names = documented(readme);
      expect(new Set(names)).toEqual(new Set(shown.map(([name]) => name)));
      expect(names).toHaveLength(shown.length);
    },
  );

  it.each([
    ['METASTUDIO_REGIN', 'METASTUDIO_REGION'],
    ['METASTUDIO_PROJECTID', 'METASTUDIO_PROJECT_ID'],
    ['METASTDIO_REGION', 'METASTUDIO_REGION'],
    ['METASTUDIO_PROJECT_ID_FILE', 'METASTUDIO_PROJECT_ID'],
    ['METASTUDIO_TOKEN_FIEL', 'METASTUDIO_TOKEN_FILE'],
    ['DAILIES_READBACK_MS', 'DAILIES_READ_BACK_MS'],
    ['SIMULATOR_JOB', 'SIMULATOR_JOBS'],
    ['CLOUD_SDK_SECURTY_TOKEN', 'CLOUD_SDK_SECURITY_TOKEN'],
    ['HUAWEICLOUD_SDK_SECURITY_TOKENS', 'HUAWEICLOUD_SDK_SECURITY_TOKEN'],
    ['IAM_PASWORD', 'IAM_PASSWORD'],
    ['AUTH_MOED', 'AUTH_MODE'],
    ['DEV_ROEL', 'DEV_ROLE'],
    ['MEDIA_HOST', 'MEDIA_HOSTS'],
    ['AUDIT_DIRR', 'AUDIT_DIR'],
    ['LOG_LEVLE', 'LOG_LEVEL'],
  ])('misspelt as %s are refused with the name %s', (name, meant) => {
    expect(misspelt({ [name]: 'a-secret' })).toEqual([
      `${name} is not a setting; did you mean ${meant}?`,
    ]);
    expect(readConfig({ [name]: 'a-secret' }).config).toBeNull();
  });

  it.each([
    'HTTP_PROXY',
    'ALL_PROXY',
    'CLOUD_SDK_VERSION',
    'HUAWEICLOUD_SDK_PROJECT_ID',
    'IAM_ROLE_ARN',
    'AUTH_CODE',
    'AUTH_SECRET',
    'DEV_MODE',
    'MEDIA_ROOT',
    'LOGLEVEL',
    'HOSTNAME',
    'HOSTS',
    'PATH',
    'POST',
    'npm_config_port',
  ])('do not include %s of another program', (name) => {
    expect(misspelt({ [name]: 'x' })).toEqual([]);
  });

  it('may be unset by an empty value, also when misspelt', () => {
    expect(misspelt({ METASTUDIO_REGIN: '' })).toEqual([]);
  });
});
