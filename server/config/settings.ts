import type { Env, ReportError } from './secrets.ts';

/**
 * - `value`: read as it is.
 * - `secret`: may come from the file that `NAME_FILE` names instead.
 * - `test`: for tests only, not in the README.
 * - `standard`: a name that many programs share.
 */
type Kind = 'value' | 'secret' | 'test' | 'standard';

/** All settings of the proxy. The tables of the READMEs are tested against this one. */
const kinds = {
  HOST: 'value',
  PORT: 'value',
  PUBLIC_URL: 'value',
  NODE_ENV: 'standard',
  ALLOW_ROOT: 'value',
  METASTUDIO_REGION: 'value',
  METASTUDIO_ENDPOINT: 'value',
  METASTUDIO_PROJECT_ID: 'value',
  METASTUDIO_APP_USER_ID: 'value',
  METASTUDIO_APP_USERS: 'value',
  METASTUDIO_APP_USER_KEY: 'secret',
  METASTUDIO_APP_USER_VIEWERS: 'value',
  CLOUD_SDK_AK: 'secret',
  CLOUD_SDK_SK: 'secret',
  CLOUD_SDK_SECURITY_TOKEN: 'secret',
  HUAWEICLOUD_SDK_AK: 'secret',
  HUAWEICLOUD_SDK_SK: 'secret',
  HUAWEICLOUD_SDK_SECURITY_TOKEN: 'secret',
  METASTUDIO_TOKEN: 'secret',
  IAM_USER: 'secret',
  IAM_PASSWORD: 'secret',
  IAM_DOMAIN: 'secret',
  IAM_ENDPOINT: 'value',
  HTTPS_PROXY: 'standard',
  NO_PROXY: 'standard',
  AUTH_MODE: 'value',
  OIDC_ISSUER: 'value',
  OIDC_CLIENT_ID: 'value',
  OIDC_CLIENT_SECRET: 'secret',
  OIDC_ROLE_CLAIM: 'value',
  OIDC_ROLE_MAP: 'value',
  OIDC_APP_USER_CLAIM: 'value',
  SESSION_KEYS: 'secret',
  HEADER_PROXIES: 'value',
  HEADER_SECRET: 'secret',
  HEADER_USER: 'value',
  HEADER_NAME: 'value',
  HEADER_ROLES: 'value',
  HEADER_ROLE_MAP: 'value',
  DEV_TOKEN: 'secret',
  DEV_ROLE: 'value',
  MEDIA_HOSTS: 'value',
  DATA_DIR: 'value',
  DATABASE_URL: 'secret',
  AUDIT_DAYS: 'value',
  AUDIT_DIR: 'value',
  MIRROR_DAYS: 'value',
  LOG_LEVEL: 'value',
  DAILIES_COMPARE_MS: 'test',
  DAILIES_READ_BACK_MS: 'test',
  DAILIES_TRY_AGAIN_MS: 'test',
  METRICS_HOST: 'value',
  METRICS_PORT: 'value',
  SIMULATOR_PORT: 'value',
  SIMULATOR_JOBS: 'value',
  SIMULATOR_SEED: 'value',
  SIMULATOR_URL_TTL: 'value',
} as const satisfies Record<string, Kind>;

/** Name of a setting. */
export type SettingName = keyof typeof kinds;

export const settings: ReadonlyMap<string, Kind> = new Map(Object.entries(kinds));

/** First words that only settings of Dailies have. Others, such as `CLOUD_SDK` and `AUTH`, are shared with other programs. */
const ownWords = ['METASTUDIO', 'DAILIES', 'SIMULATOR'];

/**
 * Reports every variable that looks like a misspelt setting, with the nearest name: all unknown names with a first word
 * of ours, and names one letter away from a setting with the same first word
 * (docs/decisions/0012-misspelt-settings-are-refused.md).
 */
export function reportMisspelt(env: Env, reportError: ReportError): void {
  const known = [...settings].flatMap(([name, kind]) =>
    kind === 'secret' ? [name, `${name}_FILE`] : [name],
  );
  const isKnown = new Set(known);
  for (const [name, value] of Object.entries(env)) {
    if (!value || isKnown.has(name)) continue;
    const word = firstWord(name);
    const isOwn = name.includes('_') && ownWords.some((own) => distance(word, own) <= 1);
    const candidates = isOwn ? known : known.filter((one) => isNamesake(one, word));
    const nearest = nearestOf(name, candidates);
    if (nearest === null || (!isOwn && distance(name, nearest) > 1)) continue;
    // The name is cut because a value may have been pasted into it.
    reportError(`${name.slice(0, 40)} is not a setting; did you mean ${nearest}?`);
  }
}

/** Whether a setting has this first word. Standard names have neighbours with a meaning, such as HTTP_PROXY. */
function isNamesake(setting: string, word: string): boolean {
  return firstWord(setting) === word && settings.get(setting) !== 'standard';
}

function firstWord(name: string): string {
  return name.split('_', 1)[0] ?? '';
}

function nearestOf(name: string, candidates: readonly string[]): string | null {
  let nearest: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const far = distance(name, candidate);
    if (far >= least) continue;
    least = far;
    nearest = candidate;
  }
  return nearest;
}

/**
 * How many letters are missing, too many, or swapped with the next one. Another letter counts as two: AUTH_CODE is
 * probably no misspelt AUTH_MODE.
 */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 2);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? (beforeLast[j - 2] ?? 0) + 1 : change;
      row.push(Math.min(change, swap, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
