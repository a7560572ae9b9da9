/*
 * Days of the page's time zone as instants. The clocks may go forward at midnight (Asia/Beirut, America/Santiago in
 * spring), or back at its end, which then passes 23:00 twice (America/Santiago in autumn): a day's last moment cannot be
 * written as 23:59:59, only as the one before the next day.
 */

/** Whether `text` is an existing day of this century, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/**
 * The first moment of a local day, epoch milliseconds; 01:00 where the clocks skip midnight, the first midnight where there
 * are two (https://tc39.es/ecma262/#sec-utc-t).
 */
export function startOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00`);
}

/** The last millisecond of a local day, epoch milliseconds: 1 ms before the next day. */
export function endOfDay(day: string): number {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
  return startOfDay(next.toISOString().slice(0, 10)) - 1;
}
