import { isLoopback } from '../lib/loopback.ts';
import { type Env, type ReadFile, type ReportError, readSecret } from './secrets.ts';

/** Our credentials for MetaStudio. */
export type Credentials =
  | { kind: 'key'; ak: string; sk: string; securityToken: string | null }
  | { kind: 'token'; token: string }
  | { kind: 'iam'; name: string; password: string; domain: string; endpoint: string };

type Kind = Credentials['kind'];

const credentialHint =
  'set CLOUD_SDK_AK and CLOUD_SDK_SK, or METASTUDIO_TOKEN, or IAM_USER, IAM_PASSWORD and IAM_DOMAIN';

/**
 * Reads the credentials from the environment; null when there are none or they are wrong. Half a credential and two kinds
 * at once are errors: a choice of ours could be the wrong account.
 */
export function readCredentials(
  env: Env,
  region: string,
  readFile: ReadFile,
  reportError: ReportError,
): Credentials | null {
  let hasError = false;
  const secret = (name: string) =>
    readSecret(env, name, readFile, (line) => {
      hasError = true;
      reportError(line);
    });
  const keyPart = (part: string) => readUnderBothNames(part, secret, reportError);
  const values = {
    ak: keyPart('AK'),
    sk: keyPart('SK'),
    securityToken: keyPart('SECURITY_TOKEN'),
    token: secret('METASTUDIO_TOKEN'),
    name: secret('IAM_USER'),
    password: secret('IAM_PASSWORD'),
    domain: secret('IAM_DOMAIN'),
  };
  if (hasError) return null;
  const kinds = kindsIn(values);
  if (kinds.length > 1) {
    const variables = kinds.map((one) => variablesOf[one]).join(' and ');
    reportError(`${variables} are set at once: keep one kind of credential.`);
    return null;
  }
  const [kind] = kinds;
  if (kind) return checkComplete(kind, values, env, region, reportError);
  reportUnused(env, reportError);
  return null;
}

function kindsIn(values: Values): Kind[] {
  const kinds: Kind[] = [];
  if (values.ak || values.sk || values.securityToken) kinds.push('key');
  if (values.token) kinds.push('token');
  if (values.name || values.password || values.domain) kinds.push('iam');
  return kinds;
}

/** Reports a setting that has no effect without credentials. */
function reportUnused(env: Env, reportError: ReportError): void {
  const names = ['METASTUDIO_PROJECT_ID', 'METASTUDIO_ENDPOINT', 'IAM_ENDPOINT'];
  const unused = names.find((name) => env[name]);
  if (unused) {
    reportError(
      `${unused} is set but there is no credential: ${credentialHint}; or unset it for the demo.`,
    );
  }
}

const variablesOf: Record<Kind, string> = {
  key: 'CLOUD_SDK_AK/SK',
  token: 'METASTUDIO_TOKEN',
  iam: 'IAM_USER/IAM_PASSWORD/IAM_DOMAIN',
};

type Values = Record<
  'ak' | 'sk' | 'securityToken' | 'token' | 'name' | 'password' | 'domain',
  string | null
>;

function checkComplete(
  kind: Kind,
  values: Values,
  env: Env,
  region: string,
  reportError: ReportError,
): Credentials | null {
  const { ak, sk, securityToken, token, name, password, domain } = values;
  if (kind === 'token') return token === null ? null : { kind, token };
  if (kind === 'key') {
    if (ak && sk) return { kind, ak, sk, securityToken };
    reportError(
      `${ak ? 'CLOUD_SDK_SK' : 'CLOUD_SDK_AK'} is missing: access key and secret key go together.`,
    );
    return null;
  }
  const missing = name ? (password ? 'IAM_DOMAIN' : 'IAM_PASSWORD') : 'IAM_USER';
  if (!(name && password && domain)) {
    reportError(`${missing} is missing: IAM_USER, IAM_PASSWORD and IAM_DOMAIN go together.`);
    return null;
  }
  const endpoint = env.IAM_ENDPOINT || `https://iam.${region}.myhuaweicloud.com`;
  const origin = httpsOrigin(endpoint);
  if (origin === null) {
    reportError(
      'IAM_ENDPOINT must be https://host, or http on this machine, without path or user.',
    );
    return null;
  }
  return { kind, name, password, domain, endpoint: origin };
}

/** Reads a secret that has two names, one from Huawei's samples and one from its SDKs; both values must be equal. */
function readUnderBothNames(
  part: string,
  secret: (name: string) => string | null,
  reportError: ReportError,
): string | null {
  const short = secret(`CLOUD_SDK_${part}`);
  const long = secret(`HUAWEICLOUD_SDK_${part}`);
  if (short && long && short !== long) {
    reportError(`CLOUD_SDK_${part} and HUAWEICLOUD_SDK_${part} differ: keep one.`);
  }
  return short ?? long;
}

/** The credentials' values that must never be logged. */
export function secretsOfCredentials(credentials: Credentials | null): string[] {
  if (credentials === null) return [];
  switch (credentials.kind) {
    case 'key':
      return [credentials.ak, credentials.sk, credentials.securityToken ?? ''];
    case 'token':
      return [credentials.token];
    case 'iam':
      return [credentials.password];
  }
}

/** The origin of an address that may receive secrets: https, or http on this machine; null for any other address. */
export function httpsOrigin(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isOrigin = (url.pathname === '/' || url.pathname === '') && !url.search && !url.hash;
  if (!isOrigin || url.username || url.password) return null;
  const isLocal = url.protocol === 'http:' && isLoopback(url.hostname);
  return url.protocol === 'https:' || isLocal ? url.origin : null;
}
