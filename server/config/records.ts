import { join } from 'node:path';
import { type Env, type ReadFile, type ReportError, readSecret } from './secrets.ts';
import { isDecodable } from './values.ts';

/** Reads where the records are: a folder, or the URL of a PostgreSQL, which may hold a password. */
export function readRecordsPlace(env: Env, readFile: ReadFile, reportError: ReportError) {
  const databaseUrl = readSecret(env, 'DATABASE_URL', readFile, reportError);
  const wrong = databaseUrl === null ? null : wrongIn(databaseUrl, readFile);
  if (wrong !== null) reportError(wrong);
  const dataDir = env.DATA_DIR || './data';
  return { dataDir, databaseUrl, auditDir: env.AUDIT_DIR || join(dataDir, 'audit') };
}

const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];
const sslFiles = ['sslrootcert', 'sslcert', 'sslkey'];

/** What is wrong with a URL of PostgreSQL, of which the driver says only that the server cannot be reached; null if nothing is. */
function wrongIn(text: string, readFile: ReadFile): string | null {
  if (!isPostgresUrl(text)) {
    return 'DATABASE_URL must be postgres://user:password@host:port/database, with special characters as %XX.';
  }
  const { searchParams } = new URL(text);
  const mode = searchParams.get('sslmode');
  if (mode !== null && !sslModes.includes(mode)) {
    return `DATABASE_URL: sslmode must be one of ${sslModes.join(', ')}.`;
  }
  const missing = sslFiles.find((name) => !isReadable(searchParams.get(name), readFile));
  return missing ? `DATABASE_URL: ${missing} names a file that cannot be read.` : null;
}

function isReadable(path: string | null, readFile: ReadFile): boolean {
  try {
    if (path) readFile(path);
    return true;
  } catch {
    return false;
  }
}

function isPostgresUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, searchParams, username, password } = new URL(text);
  const hasHost = hostname !== '' || searchParams.has('host');
  const isComplete = /^postgres(ql)?:$/.test(protocol) && hasHost && /^\/[^/]+$/.test(pathname);
  return isComplete && isDecodable(username + password + pathname);
}

/** The parts of the URL that must never be logged. */
export function secretsOfDatabase(databaseUrl: string | null): string[] {
  if (databaseUrl === null) return [];
  const { password } = new URL(databaseUrl);
  if (password === '') return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}
