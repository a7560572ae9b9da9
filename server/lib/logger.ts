import { pino } from 'pino';

/** What is logged: flat fields chosen one by one. Headers, URLs with a query and errors as such never go in. */
export type LogFields = Record<string, string | number | boolean | null | string[]>;

/** The log as the proxy uses it. */
export type Logger = {
  readonly debugging: boolean;
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
};

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Where log lines go. */
export type LogSink = { write(line: string): void };

/**
 * JSON lines on stderr, so that stdout carries the ready line alone. Fields are an allow-list by type; `secrets` are
 * known values that are blotted out should one ever get this far (reliability 0.13).
 */
export function createLogger(
  level: LogLevel,
  secrets: readonly string[] = [],
  sink: LogSink = process.stderr,
): Logger {
  // In a line of JSON a secret stands as JSON writes it: quotes and backslashes escaped.
  const hidden = secrets
    .filter((secret) => secret.length >= 6)
    .flatMap((secret) => [JSON.stringify(secret).slice(1, -1), secret]);
  const scrubbed: LogSink = {
    write: (line) => {
      let text = line;
      for (const secret of hidden) text = text.replaceAll(secret, '[secret]');
      sink.write(text);
    },
  };
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, scrubbed);
  return {
    debugging: log.isLevelEnabled('debug'),
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
}

/** What may be told of a caught error: its class and system code, never its text. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { error: error.name, code };
}
