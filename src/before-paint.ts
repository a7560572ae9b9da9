/*
 * An inline script right after the first HTML, which runs before it is painted (docs/decisions/0019-rows-in-the-first-html.md).
 */
import { codeId } from '../contract/page.ts';
import { readPreferences } from './lib/cookies.ts';
import { fillTimes } from './lib/first-times.ts';
import { nextFrame } from './lib/next-frame.ts';

// Without times there is nothing to write: finding out the zone alone would take 10 ms on a slow computer.
const times = document.querySelectorAll<HTMLTimeElement>('time[data-form]');
if (times.length > 0) {
  const { timeZone } = readPreferences(document.cookie);
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (own !== timeZone) fillTimes(times, document.documentElement.lang);
}

// With a start-up token in the URL the server has drawn the sign-in form, which is not needed then.
const root = document.getElementById('root');
if (root !== null && location.hash.startsWith('#token=')) root.hidden = true;

/** Until the first HTML is painted, the page's code would take the network and the processor from it. */
function startCode() {
  const code = document.getElementById(codeId);
  if (code instanceof HTMLTemplateElement) document.head.append(code.content);
}
void nextFrame().then(startCode);
