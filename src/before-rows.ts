/*
 * An inline script in the head: what is clicked while the HTML is still on its way counts too. The rest that is done before the
 * code is there needs the whole HTML (src/before-paint.ts).
 */
import { keepEarlyUse } from './lib/early-use.ts';

keepEarlyUse();
