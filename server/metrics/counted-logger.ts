import { Counter, Histogram, type Registry } from 'prom-client';
import { endpoints } from '../../wire/endpoints.ts';
import type { LogFields, Logger } from '../lib/logger.ts';
import { type CountedLine, countedLines } from './counted-lines.ts';

/** Operations by their documented paths, which log lines have. */
const operations = new Map<string, string>(
  Object.entries(endpoints).map(([name, { path }]) => [path, name]),
);

/** A log whose lines are counted, also those that its level does not write. */
export function countedLogger(log: Logger, registry: Registry): Logger {
  const counts = new Map(
    Object.entries(countedLines).map(([event, line]) => [event, countOf(line, registry)]),
  );
  const level = (name: 'debug' | 'info' | 'warn' | 'error') => {
    return (fields: LogFields, message: string) => {
      counts.get(String(fields.event))?.(fields);
      log[name](fields, message);
    };
  };
  const [debug, info, warn, error] = [level('debug'), level('info'), level('warn'), level('error')];
  return { debugging: true, debug, info, warn, error };
}

function countOf(line: CountedLine, registry: Registry): (fields: LogFields) => void {
  const { help, labels, duration } = line;
  const registers = [registry];
  const name = `dailies_${line.counter}`;
  const counter = new Counter({ name, help, labelNames: Object.keys(labels), registers });
  const histogram =
    duration &&
    new Histogram({
      name: `dailies_${duration.name}`,
      help: duration.help,
      labelNames: duration.labels,
      buckets: duration.buckets,
      registers,
    });
  return (fields) => {
    const values = valuesOf(labels, fields);
    counter.inc(values);
    const of = (label: string) => [label, values[label] ?? ''];
    const seconds = Number(fields.ms) / 1000;
    histogram?.observe(Object.fromEntries((duration?.labels ?? []).map(of)), seconds);
  };
}

function valuesOf(labels: CountedLine['labels'], fields: LogFields): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [label, field] of Object.entries(labels)) {
    const value = String(fields[field]);
    values[label] = label === 'operation' ? (operations.get(value) ?? 'other') : value;
  }
  return values;
}
