import { pino } from 'pino';

/** Fields of a log line, each chosen for it: never headers, URLs with a query, or error objects. */
export type LogFields = Record<string, string | number | boolean | null | string[]>;

/** The log. */
export type Logger = {
  /** True when debug lines are written, or counted. */
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
 * Logs JSON lines to stderr; stdout is for the ready line (docs/promises.md#logging).
 *
 * @param secrets known values that are redacted as a last resort
 */
export function createLogger(
  level: LogLevel,
  secrets: readonly string[] = [],
  sink: LogSink = process.stderr,
): Logger {
  // Also in the form that a secret has in JSON, with quotes and backslashes escaped.
  const redacted = secrets
    .filter((secret) => secret.length >= 6)
    .flatMap((secret) => [JSON.stringify(secret).slice(1, -1), secret]);
  const redactingSink: LogSink = {
    write: (line) => {
      let text = line;
      for (const secret of redacted) text = text.replaceAll(secret, '[secret]');
      sink.write(text);
    },
  };
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, redactingSink);
  return {
    debugging: log.isLevelEnabled('debug'),
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
}

/** The loggable part of a caught error: its class and system code, never its text. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { error: error.name, code };
}
