/** Environment as node gives it. */
export type Env = Record<string, string | undefined>;

/** Reads a text file; injected for tests. */
export type ReadFile = (path: string) => string;

/** Collects what is wrong, one line each, naming the variable and never its value. */
export type Complain = (line: string) => void;

/**
 * A secret from its variable or from the file that `X_FILE` names; null when neither is set. A file's last line break
 * is not part of it, any other surrounding space is refused: it was never meant and breaks signatures in a way that
 * is hard to find.
 */
export function readSecret(
  env: Env,
  name: string,
  readFile: ReadFile,
  complain: Complain,
): string | null {
  const file = env[`${name}_FILE`];
  const direct = env[name];
  if (file && direct) {
    complain(`${name} and ${name}_FILE are both set: keep one.`);
    return null;
  }
  const value = file ? fromFile(name, file, readFile, complain) : direct;
  if (!value) return null;
  if (value !== value.trim()) {
    complain(`${file ? `${name}_FILE` : name} has spaces or line breaks around its value.`);
    return null;
  }
  if (!/^[\x20-\x7e]+$/.test(value)) {
    complain(`${file ? `${name}_FILE` : name} has characters that cannot be sent in a header.`);
    return null;
  }
  return value;
}

function fromFile(name: string, file: string, readFile: ReadFile, complain: Complain) {
  try {
    const value = readFile(file).replace(/\r?\n$/, '');
    if (value === '') complain(`${name}_FILE names an empty file.`);
    return value;
  } catch {
    complain(`${name}_FILE names a file that cannot be read.`);
    return undefined;
  }
}
