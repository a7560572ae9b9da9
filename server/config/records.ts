import { join } from 'node:path';
import { type Env, type ReadFile, type ReportError, readSecret } from './secrets.ts';

/** Reads where the records are: a folder, or the URL of a PostgreSQL, which may hold a password. */
export function readRecordsPlace(env: Env, readFile: ReadFile, reportError: ReportError) {
  const databaseUrl = readSecret(env, 'DATABASE_URL', readFile, reportError);
  if (databaseUrl !== null && !isPostgresUrl(databaseUrl)) {
    reportError('DATABASE_URL must be postgres://user:password@host:port/database.');
  }
  const dataDir = env.DATA_DIR || './data';
  return { dataDir, databaseUrl, auditDir: env.AUDIT_DIR || join(dataDir, 'audit') };
}

function isPostgresUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, searchParams } = new URL(text);
  const hasHost = hostname !== '' || searchParams.has('host');
  return /^postgres(ql)?:$/.test(protocol) && hasHost && /^\/[^/]+$/.test(pathname);
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
