import { fullTime, shortTime } from './format.ts';

/** How a time is written; `src/components/ui/Time.tsx` names it in the HTML. */
export const timeForms = {
  full: (iso: string, _now: number, language: string) => fullTime(iso, language),
  short: shortTime,
} as const;
export type TimeForm = keyof typeof timeForms;

/** Writes the times of the first HTML again, in the time zone of this browser. */
export function fillTimes(times: Iterable<HTMLTimeElement>, language: string): void {
  for (const element of times) {
    const { form } = element.dataset;
    if (form !== 'full' && form !== 'short') continue;
    element.textContent = timeForms[form](element.dateTime, Date.now(), language);
  }
}
