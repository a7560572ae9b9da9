import { exposureOf } from './exposure.ts';

/** Environment variables. */
export type Env = Record<string, string | undefined>;

/** Reads a text file; tests bring their own. */
export type ReadFile = (path: string) => string;

/** Takes one line about a wrong setting: names the variable, never a secret's value. */
export type ReportError = (line: string) => void;

/**
 * Reads a secret from its variable or from the file that `X_FILE` names; null when neither is set. The last line break
 * of a file is removed; a file that others may read or change is an error; other surrounding space is an error, because signatures made with it fail without a clear reason.
 */
export function readSecret(
  env: Env,
  name: string,
  readFile: ReadFile,
  reportError: ReportError,
): string | null {
  const file = env[`${name}_FILE`];
  const direct = env[name];
  if (file && direct) {
    reportError(`${name} and ${name}_FILE are both set: keep one.`);
    return null;
  }
  const value = file ? fromFile(name, file, readFile, reportError) : direct;
  if (!value) return null;
  if (value !== value.trim()) {
    reportError(`${file ? `${name}_FILE` : name} has spaces or line breaks around its value.`);
    return null;
  }
  if (!/^[\x20-\x7e]+$/.test(value)) {
    reportError(`${file ? `${name}_FILE` : name} has characters that cannot be sent in a header.`);
    return null;
  }
  return value;
}

/** Whether a secret is set in one of its two ways, right or wrong. */
export function isSet(env: Env, name: string): boolean {
  return Boolean(env[name] || env[`${name}_FILE`]);
}

function fromFile(name: string, file: string, readFile: ReadFile, reportError: ReportError) {
  try {
    const value = readFile(file).replace(/\r?\n$/, '');
    const exposed = exposureOf(file);
    if (exposed) {
      reportError(`${name}_FILE names a file that others may ${exposed}: chmod 600.`);
    }
    if (value === '') reportError(`${name}_FILE names an empty file.`);
    return value;
  } catch {
    reportError(`${name}_FILE names a file that cannot be read.`);
    return undefined;
  }
}
