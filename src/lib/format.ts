import type { Job } from '../../contract/job.ts';

/** Length of something as a clock shows it: `0:07`, `3:05`, `1:02:09`. Seconds, rounded. */
export function clockDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A span in words, its two largest units: "2 hr 5 min", "2小时5分钟". Never negative (times need not be in order: Q15). */
export function spanInWords(milliseconds: number, language: string): string {
  let rest = Math.max(0, Math.floor(milliseconds / 1000));
  const first = units.findIndex(([, size]) => rest >= size);
  const shown = first === -1 ? units.slice(-1) : units.slice(first, first + 2);
  const words = shown.flatMap(([unit, size], i) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count === 0 && i > 0) return [];
    return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(
      count,
    );
  });
  return words.join(language.startsWith('zh') ? '' : ' ');
}

/** A moment with its date, time and zone, for where nothing may be in doubt. */
export function fullTime(iso: string, language: string): string {
  const at = new Date(iso);
  const time = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return `${time.format(at)} ${zoneName(at.getTime(), language)}`;
}

/** A moment in a list: the time today, the day before that, the year too when it is another one. The zone stands in the coverage line. */
export function shortTime(iso: string, now: number, language: string): string {
  const at = new Date(iso);
  const today = new Date(now);
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const day = { month: 'short', day: 'numeric' } as const;
  if (at.toDateString() === today.toDateString()) {
    return new Intl.DateTimeFormat(language, { ...time, second: '2-digit' }).format(at);
  }
  if (at.getFullYear() === today.getFullYear()) {
    return new Intl.DateTimeFormat(language, { ...day, ...time }).format(at);
  }
  return new Intl.DateTimeFormat(language, { year: 'numeric', ...day }).format(at);
}

/** The zone that times are shown in, as people say it: "GMT+8". */
export function zoneName(now: number, language: string): string {
  const parts = new Intl.DateTimeFormat(language, { timeZoneName: 'short' }).formatToParts(now);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}

/** An id with its middle left out, so that both ends can be compared by eye. */
export function shortId(id: string): string {
  return id.length <= 14 ? id : `${id.slice(0, 8)}…${id.slice(-4)}`;
}

/** Bytes in decimal units, as file managers show them. */
export function fileSize(bytes: number, language: string): string {
  const [unit, size] = bytes >= 1e9 ? (['gigabyte', 1e9] as const) : (['megabyte', 1e6] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(
    bytes / size,
  );
}

/** How long a job waited and ran, in milliseconds; null where it has not come to that or the times do not tell. */
export type JobSpans = { waited: number | null; ran: number | null };

/**
 * Times spent by a job, as a function of the record and now. Out-of-order times give 0, never less (Q15). What ended
 * without ever starting spent its time waiting.
 */
export function jobSpans(job: Job, now: number): JobSpans {
  const at = (iso: string | null) => (iso === null ? null : Date.parse(iso));
  const [created, started, ended] = [at(job.createdAt), at(job.startedAt), at(job.endedAt)];
  const between = (from: number | null, to: number | null) =>
    from === null || to === null ? null : Math.max(0, to - from);
  if (job.state === 'WAITING') return { waited: between(created, now), ran: null };
  if (job.state === 'PROCESSING') {
    return { waited: between(created, started), ran: between(started, now) };
  }
  const last = ended ?? at(job.updatedAt);
  if (started === null) return { waited: between(created, last), ran: null };
  return { waited: between(created, started), ran: between(started, ended) };
}
