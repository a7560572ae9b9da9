import { ApiError, incorrectIam } from '../http/errors.ts';
import type { Registry } from '../world/registry.ts';
import type { SimulatedWorld } from '../world/world.ts';
import {
  type Authorization,
  parseAuthorization,
  type SignedRequest,
  sameSignature,
  sdkDate,
  signatureOf,
  toSdkDate,
} from './signature.ts';

const skewMs = 15 * 60_000;
const lockMinutes = 5;

/**
 * The world whose keys or token a request carries.
 * @param now epoch ms of the real clock: signatures are checked by it, not by a world's clock
 * @param prefix how the gateway spells its codes: `APIGW` or `APIG`
 * @throws ApiError 401 of the gateway (docs/metastudio.md#gateway-codes), or 400 MSS.00010008
 */
export function authenticate(
  request: SignedRequest,
  registry: Registry,
  now: number,
  prefix: string,
): SimulatedWorld {
  const token = request.headers['x-auth-token'];
  if (token !== undefined) return byToken(token, registry, prefix);
  const header = request.headers.authorization;
  if (header === undefined) throw incorrectIam(prefix, 'x-auth-token not found');
  const authorization = parseAuthorization(header);
  if (authorization === null) throw incorrectIam(prefix, 'authorization format is invalid');
  return bySignature(request, authorization, registry, now, prefix);
}

function bySignature(
  request: SignedRequest,
  { access, signedHeaders, signature }: Authorization,
  registry: Registry,
  now: number,
  prefix: string,
): SimulatedWorld {
  if (!signedHeaders.includes('x-sdk-date')) {
    throw incorrectIam(prefix, 'x-sdk-date is not in SignedHeaders');
  }
  const world = registry.ofKey(access);
  if (world === null) {
    throw incorrectIam(prefix, `Get secretKey failed,ak:${access},err:ak not exist`);
  }
  if (registry.isLocked(access, now)) {
    throw incorrectIam(prefix, 'AK access failed to reach the limit,forbidden');
  }
  checkDate(request.headers['x-sdk-date'] ?? '', now, prefix);
  if (!sameSignature(signatureOf(request, signedHeaders, world.sk), signature)) {
    registry.fail(access, now, lockMinutes);
    throw incorrectIam(prefix, 'verify aksk signature fail');
  }
  checkSecurityToken(world, request, signedHeaders, prefix);
  registry.succeed(access);
  return world;
}

function checkDate(text: string, now: number, prefix: string): void {
  const at = sdkDate(text);
  if (at === null) throw incorrectIam(prefix, 'x-sdk-date format is invalid');
  if (Math.abs(at - now) <= skewMs) return;
  const times = `signature time:${text},server time:${toSdkDate(now)}`;
  const message = `Incorrect app authentication information: signature expired, ${times}`;
  throw new ApiError(401, `${prefix}.0303`, message);
}

function checkSecurityToken(
  world: SimulatedWorld,
  request: SignedRequest,
  signedHeaders: readonly string[],
  prefix: string,
): void {
  const sent = request.headers['x-security-token'];
  if (sent !== undefined && !signedHeaders.includes('x-security-token')) {
    throw incorrectIam(prefix, 'x-security-token is not in SignedHeaders');
  }
  if (world.securityToken !== null && sent !== world.securityToken) {
    throw incorrectIam(prefix, 'verify security token fail');
  }
}

function byToken(token: string, registry: Registry, prefix: string): SimulatedWorld {
  const known = registry.token(token);
  if (known === null) throw incorrectIam(prefix, 'decrypt token fail');
  if (known.world.now() < known.expiresAt) return known.world;
  switch (known.world.switches.expiredToken) {
    case '0307':
      throw new ApiError(401, `${prefix}.0307`, 'The token must be updated');
    case '0301':
      throw incorrectIam(prefix, 'token expires');
    case 'MSS.00010008':
      throw new ApiError(400, 'MSS.00010008', 'Invalid token in the header');
  }
}
