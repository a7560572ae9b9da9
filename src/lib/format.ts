import type { Job } from '../../contract/job.ts';
import { dateFormat, numberFormat, relativeTimeFormat } from './intl.ts';
import { localDay } from './local-day.ts';

/** A number with the separators of the language. */
export const numberText = (value: number, language: string): string =>
  numberFormat(language).format(value);

/** The day of a time: "Nov 30, 2026". */
export const dayText = (iso: string, language: string): string =>
  dateFormat(language, { dateStyle: 'medium' }).format(new Date(iso));

/** A length in seconds as on a player: `0:07`, `3:05`, `1:02:09`. Rounded to whole seconds; `–` when it is no number. */
export function clockDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
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

/** A span in words, by its two largest units: "2 hr 5 min", "2小时5分钟". Negative spans count as 0 (docs/metastudio.md#time-order). */
export function spanInWords(milliseconds: number, language: string): string {
  let rest = Math.max(0, Math.floor(milliseconds / 1000));
  const first = units.findIndex(([, size]) => rest >= size);
  const shown = first === -1 ? units.slice(-1) : units.slice(first, first + 2);
  const words = shown.flatMap(([unit, size], i) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count === 0 && i > 0) return [];
    return numberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(count);
  });
  return words.join(language.startsWith('zh') ? '' : ' ');
}

/** A text about a span, and the milliseconds for which such a text stays: "3 min" changes every minute. */
export type SpanText = { text: string; step: number };

/**
 * A span that grows before the reader's eyes, like {@link spanInWords}, but from a minute on in steps of five seconds, and
 * from ten minutes on without seconds: twenty texts that change each second cost more than the rest of an idle page.
 */
export function growingSpan(milliseconds: number, language: string): SpanText {
  const span = Math.max(0, milliseconds);
  const second = 1_000;
  const minute = 60 * second;
  const step =
    [
      { below: minute, step: second },
      { below: 10 * minute, step: 5 * second },
      { below: 1_440 * minute, step: minute },
    ].find(({ below }) => span < below)?.step ?? 60 * minute;
  return { text: spanInWords(span - (span % step), language), step };
}

/** How long ago a time was, by its largest unit from minutes on: "3m ago". */
export function agoInWords(milliseconds: number, language: string): SpanText {
  const seconds = Math.max(60, Math.floor(milliseconds / 1000));
  const [unit, size] = units.find(([, one]) => seconds >= one) ?? units[2];
  const words = relativeTimeFormat(language, { style: 'narrow' });
  return { text: words.format(-Math.floor(seconds / size), unit), step: size * 1000 };
}

/** A time in full: date, seconds and zone. */
export function fullTime(iso: string, language: string): string {
  const at = new Date(iso);
  const time = dateFormat(language, {
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

/**
 * A time in a list: today's without the date, those of this year without the year. The coverage line names the zone of now;
 * a time of another one, as in summer, carries its own.
 */
export function shortTime(iso: string, now: number, language: string): string {
  const at = new Date(iso);
  const day = localDay(at.getTime());
  const today = localDay(now);
  const zone = zoneName(at.getTime(), language);
  const ownZone = zone === zoneName(now, language) ? '' : ` ${zone}`;
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const date = { month: 'short', day: 'numeric' } as const;
  if (day === today) {
    return dateFormat(language, { ...time, second: '2-digit' }).format(at) + ownZone;
  }
  if (day.slice(0, 4) === today.slice(0, 4)) {
    return dateFormat(language, { ...date, ...time }).format(at) + ownZone;
  }
  return dateFormat(language, { year: 'numeric', ...date }).format(at);
}

/** Short name of the browser's time zone at that time: "GMT+8". */
export function zoneName(now: number, language: string): string {
  const parts = dateFormat(language, { timeZoneName: 'short' }).formatToParts(now);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}

/** An id without its middle: people compare ids by both ends. */
export function shortId(id: string): string {
  // Most ids are hexadecimal, but not all of MetaStudio's have to be: an emoji is not cut in half.
  const characters = Array.from(id);
  if (characters.length <= 14) return id;
  return `${characters.slice(0, 8).join('')}…${characters.slice(-4).join('')}`;
}

/** A size in bytes, in decimal megabytes or gigabytes. */
export function fileSize(bytes: number, language: string): string {
  const [unit, size] = bytes >= 1e9 ? (['gigabyte', 1e9] as const) : (['megabyte', 1e6] as const);
  return numberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(
    bytes / size,
  );
}

/** How long a job waited and ran, in milliseconds; null before that phase, and when its times are unknown. */
export type JobSpans = { waited: number | null; ran: number | null };

/**
 * How long a job waited and ran until `now`. Times out of order count as 0 (docs/metastudio.md#time-order). Without a
 * start only a cancelled job has certainly waited to its end: any other has started at a time that is not known. A time
 * that the state does not expect stops the count, because one of the two is wrong.
 */
export function jobSpans(job: Job, now: number): JobSpans {
  const at = (iso: string | null) => (iso === null ? null : Date.parse(iso));
  const [created, started, ended] = [at(job.createdAt), at(job.startedAt), at(job.endedAt)];
  const between = (from: number | null, to: number | null) =>
    from === null || to === null ? null : Math.max(0, to - from);
  switch (job.state) {
    case 'WAITING':
      return { waited: between(created, started ?? ended ?? now), ran: null };
    case 'PROCESSING':
      return { waited: between(created, started), ran: between(started, ended ?? now) };
    case 'CANCELED':
      if (started === null)
        return { waited: between(created, ended ?? at(job.updatedAt)), ran: null };
  }
  return { waited: between(created, started), ran: between(started, ended) };
}
