/*
 * Formats of the Intl API, made once. Making one takes 130 µs, which is a frame for a table of numbers.
 */

/** The reader's time zone, where it is not that of this machine: while the server renders. */
let zone: string | undefined;

/** Sets the time zone of every time that is shown; undefined for that of this machine. */
export function setTimeZone(timeZone: string | undefined): void {
  zone = timeZone;
}

type Format = Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat;

const made = new Map<string, Format>();
/** A page uses some ten. On the server each zone has its own. */
const maxMade = 300;

function keep<T extends Format>(key: string, format: T): T {
  if (made.size >= maxMade) made.clear();
  made.set(key, format);
  return format;
}

/** A format of dates and times in the reader's zone. */
export function dateFormat(
  language: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  // A computer may travel while the page is open.
  const place = zone ?? new Date().getTimezoneOffset();
  const key = `${language} ${place} ${JSON.stringify(options)}`;
  const known = made.get(key);
  if (known instanceof Intl.DateTimeFormat) return known;
  return keep(
    key,
    new Intl.DateTimeFormat(
      language,
      zone === undefined ? options : { ...options, timeZone: zone },
    ),
  );
}

/** A format of numbers. */
export function numberFormat(
  language: string,
  options: Intl.NumberFormatOptions = {},
): Intl.NumberFormat {
  const key = `${language} number ${JSON.stringify(options)}`;
  const known = made.get(key);
  return known instanceof Intl.NumberFormat
    ? known
    : keep(key, new Intl.NumberFormat(language, options));
}

/** A format of times as seen from now: "3 min ago". */
export function relativeTimeFormat(
  language: string,
  options: Intl.RelativeTimeFormatOptions,
): Intl.RelativeTimeFormat {
  const key = `${language} relative ${JSON.stringify(options)}`;
  const known = made.get(key);
  return known instanceof Intl.RelativeTimeFormat
    ? known
    : keep(key, new Intl.RelativeTimeFormat(language, options));
}

const zones = new Map<string, string | null>();
/** There are some 600 names, in any case. */
const maxZones = 1_000;

/** The name of a time zone as this machine knows it; null for anything else, as in a cookie of another version. */
export function knownTimeZone(name: string): string | null {
  const known = zones.get(name);
  if (known !== undefined) return known;
  if (zones.size >= maxZones) zones.clear();
  const found = findTimeZone(name);
  zones.set(name, found);
  return found;
}

function findTimeZone(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
