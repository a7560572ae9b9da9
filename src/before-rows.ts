/*
 * An inline script right after the rows, which it would delay before them: what is clicked while the rest of the HTML is still
 * on its way counts too. What else is done before the code is there needs the whole HTML (src/before-paint.ts).
 */
import { keepEarlyUse } from './lib/early-use.ts';

keepEarlyUse();
