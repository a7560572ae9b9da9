import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where to ask for a database (serve-postgres.ts). */
    postgres: string;
  }
}

/**
 * An empty database on the PostgreSQL that all tests share, as a URL.
 *
 * @throws Error that says how to get a PostgreSQL when there is none for this platform
 */
export async function newDatabase(): Promise<string> {
  const reply = await fetch(inject('postgres'));
  const text = await reply.text();
  if (!reply.ok) throw new Error(text);
  return text;
}
