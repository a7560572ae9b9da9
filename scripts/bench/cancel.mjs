// Cancels under every fault of server/testing/cancel-scenarios.ts: what was told, and how often it was false.
import { createServer } from 'vite';

const count = Number(process.env.BENCH_CANCELS ?? 756);
const seed = Number(process.env.BENCH_SEED ?? 1);

const vite = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, ws: false },
});
const { measureCancelTruth } = await vite.ssrLoadModule('/server/testing/cancel-truth.ts');
const rows = await measureCancelTruth(count, seed);
await vite.close();

console.table(
  Object.fromEntries(
    rows.map(({ scenario, cancels, told, falseWords, resent, open }) => [
      scenario,
      { cancels, told: JSON.stringify(told).slice(1, -1), false: falseWords.length, resent, open },
    ]),
  ),
);
const falseWords = rows.flatMap((row) => row.falseWords);
const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
console.log(
  `seed ${seed}: ${sum('cancels')} cancels in ${rows.length} scenarios, ${falseWords.length} false words, ` +
    `${sum('resent')} sent too often, ${sum('open')} never found out (aim: 0 of each)`,
);
for (const line of falseWords) console.log(line);
if (falseWords.length + sum('resent') + sum('open') > 0) process.exitCode = 1;
