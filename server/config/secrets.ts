/** Environment as node gives it. */
export type Env = Record<string, string | undefined>;

/** Reads a text file; injected for tests. */
export type ReadFile = (path: string) => string;

/** Collects what is wrong, one line each, naming the variable and never its value. */
export type ReportError = (line: string) => void;

/**
 * A secret from its variable or from the file that `X_FILE` names; null when neither is set. A file's last line break
 * is not part of it, any other surrounding space is refused: it was never meant and breaks signatures in a way that
 * is hard to find.
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

function fromFile(name: string, file: string, readFile: ReadFile, reportError: ReportError) {
  try {
    const value = readFile(file).replace(/\r?\n$/, '');
    if (value === '') reportError(`${name}_FILE names an empty file.`);
    return value;
  } catch {
    reportError(`${name}_FILE names a file that cannot be read.`);
    return undefined;
  }
}
