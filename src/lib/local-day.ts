/*
 * Days of the reader's time zone as instants. The clocks may go forward at midnight (Asia/Beirut, America/Santiago in
 * spring), or back at its end, which then passes 23:00 twice (America/Santiago in autumn): a day's last moment cannot be
 * written as 23:59:59, only as the one before the next day.
 */

import { dateFormat } from './intl.ts';

/** Whether `text` is an existing day of this century, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const dayMs = 86_400_000;

/** The local day of an instant in ms since 1970, as `YYYY-MM-DD`. */
export function localDay(time: number): string {
  const { year, month, day } = partsOf(time);
  return `${year}-${month}-${day}`;
}

/**
 * The first moment of a local day, epoch milliseconds; 01:00 where the clocks skip midnight, the first midnight where there
 * are two (https://tc39.es/ecma262/#sec-utc-t).
 */
export function startOfDay(day: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const byOffsetOf = (time: number) => midnight - (wallClock(time) - time);
  const [before, after] = [byOffsetOf(midnight - dayMs), byOffsetOf(midnight + dayMs)];
  return wallClock(before) !== midnight && wallClock(after) === midnight ? after : before;
}

/**
 * The last millisecond of a local day, epoch milliseconds: 1 ms before the next day. A day that the calendar left out is
 * its start alone (30 December 2011 in Pacific/Apia): a range must not end before it starts.
 */
export function endOfDay(day: string): number {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + dayMs);
  return Math.max(startOfDay(day), startOfDay(next.toISOString().slice(0, 10)) - 1);
}

/** What a clock on the wall shows at an instant, to the second, as if it were UTC; epoch milliseconds. */
function wallClock(time: number): number {
  const { year, month, day, hour, minute, second } = partsOf(time);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

const numeric = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const;

function partsOf(time: number): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  const parts = dateFormat('en', numeric).formatToParts(time);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}
