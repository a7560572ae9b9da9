import type { Env, ReportError } from './secrets.ts';
import type { SettingName } from './settings.ts';

/** Reads a variable that takes one of `values`; an absent or wrong one is the fallback. */
export function oneOf<T extends string>(
  env: Env,
  name: SettingName,
  values: readonly T[],
  fallback: T,
  reportError: ReportError,
): T {
  const value = env[name];
  if (!value) return fallback;
  const known = values.find((one) => one === value);
  if (known === undefined) reportError(`${name} must be one of ${values.join(', ')}.`);
  return known ?? fallback;
}

/** A key of 32 random bytes from base64; null when it is none. Random bytes have about 30 different ones, words far fewer. */
export function readKey(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text)) return null;
  const key = new Uint8Array(Buffer.from(text, 'base64'));
  return new Set(key).size >= 20 ? key : null;
}

/** Reads a whole number from `min` to `max`; null when it is absent or wrong. */
export function integer(
  env: Env,
  name: SettingName,
  min: number,
  max: number,
  reportError: ReportError,
): number | null {
  const value = env[name];
  if (!value) return null;
  if (/^\d{1,10}$/.test(value) && Number(value) >= min && Number(value) <= max)
    return Number(value);
  reportError(`${name} must be a whole number from ${min} to ${max}.`);
  return null;
}

/** Whether the user, password or path of a URL has no `%` that stands for nothing. */
export function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
