const iso = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * Parses ISO 8601 with a time zone to ms since 1970; null for anything else, such as local times, epoch numbers and dates
 * that do not exist (docs/promises.md#odd-times).
 */
export function parseTime(text: string | null | undefined): number | null {
  const match = text ? iso.exec(text) : null;
  if (!text || !match) return null;
  const [, year, month, day] = match.map(Number);
  if (year === undefined || month === undefined || day === undefined || year < 1970) return null;
  // Date.parse reads 30 February as 1 March.
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
