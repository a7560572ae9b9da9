import { isLoopback } from '../lib/loopback.ts';
import { type Env, type ReadFile, type ReportError, readSecret } from './secrets.ts';

/** How we sign in at MetaStudio; null in the demo. */
export type Credentials =
  | { kind: 'key'; ak: string; sk: string; securityToken: string | null }
  | { kind: 'token'; token: string }
  | { kind: 'iam'; name: string; password: string; domain: string; endpoint: string };

type Kind = Credentials['kind'];

const ways =
  'set CLOUD_SDK_AK and CLOUD_SDK_SK, or METASTUDIO_TOKEN, or IAM_USER, IAM_PASSWORD and IAM_DOMAIN';

/**
 * The one kind of credential that the environment holds, or null for none. Half a credential or two kinds at once are
 * complained of: whichever we took, somebody would think it is the other.
 */
export function readCredentials(
  env: Env,
  region: string,
  readFile: ReadFile,
  reportError: ReportError,
): Credentials | null {
  let wrong = false;
  const secret = (name: string) =>
    readSecret(env, name, readFile, (line) => {
      wrong = true;
      reportError(line);
    });
  const either = (part: string) => sameUnderBothNames(part, secret, reportError);
  const values = {
    ak: either('AK'),
    sk: either('SK'),
    securityToken: either('SECURITY_TOKEN'),
    token: secret('METASTUDIO_TOKEN'),
    name: secret('IAM_USER'),
    password: secret('IAM_PASSWORD'),
    domain: secret('IAM_DOMAIN'),
  };
  const kinds: Kind[] = [];
  if (values.ak || values.sk || values.securityToken) kinds.push('key');
  if (values.token) kinds.push('token');
  if (values.name || values.password || values.domain) kinds.push('iam');
  const [kind] = kinds;
  if (wrong) return null;
  if (kinds.length > 1) {
    const held = kinds.map((one) => heldBy[one]).join(' and ');
    reportError(`${held} are set at once: keep one kind of credential.`);
    return null;
  }
  if (!kind) {
    const lonely = ['METASTUDIO_PROJECT_ID', 'METASTUDIO_ENDPOINT', 'IAM_ENDPOINT'].find(
      (name) => env[name],
    );
    if (lonely)
      reportError(
        `${lonely} is set but there is no credential: ${ways}; or unset it for the demo.`,
      );
    return null;
  }
  return complete(kind, values, env, region, reportError);
}

const heldBy: Record<Kind, string> = {
  key: 'CLOUD_SDK_AK/SK',
  token: 'METASTUDIO_TOKEN',
  iam: 'IAM_USER/IAM_PASSWORD/IAM_DOMAIN',
};

type Values = Record<
  'ak' | 'sk' | 'securityToken' | 'token' | 'name' | 'password' | 'domain',
  string | null
>;

function complete(
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

/** Huawei's samples use one name, their SDKs the other; both at once must agree. */
function sameUnderBothNames(
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

/** The origin of an address that may be trusted with secrets: https, or http that does not leave this machine. */
export function httpsOrigin(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const bare = (url.pathname === '/' || url.pathname === '') && !url.search && !url.hash;
  if (!bare || url.username || url.password) return null;
  const local = url.protocol === 'http:' && isLoopback(url.hostname);
  return url.protocol === 'https:' || local ? url.origin : null;
}
