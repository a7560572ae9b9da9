/*
 * An inline script right after the first HTML, which runs before it is painted (docs/decisions/0019-rows-in-the-first-html.md).
 */

import { readPreferences, storePreference } from './lib/cookies.ts';
import { fillTimes } from './lib/first-times.ts';

const { timeZone } = readPreferences(document.cookie);
const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
if (own !== timeZone) {
  storePreference('timeZone', own);
  fillTimes(document);
}

// With a start-up token in the URL the server has drawn the sign-in form, which is not needed then.
const root = document.getElementById('root');
if (root !== null && location.hash.startsWith('#token=')) root.hidden = true;
