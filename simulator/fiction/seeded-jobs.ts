import type { JobRecord } from '../jobs/record.ts';
import { mix, Random } from '../lib/random.ts';
import { believableJob, failures } from './believable.ts';
import { oddJobs } from './odd-jobs.ts';

const day = 86_400_000;

/**
 * `count` believable jobs in order of creation; `now` in epoch ms. They cover 32 days, a few more than the list shows by
 * default, with more new ones than old ones. Up to a fifth of them are those of {@link oddJobs}.
 */
export function seededJobs(count: number, seed: number, now: number): JobRecord[] {
  if (count === 0) return [];
  const random = new Random(mix(seed, 'seeded'));
  const odd = oddJobs(seed, now).slice(0, Math.floor(count / 5));
  const taken = new Set(odd.map((record) => record.name));
  const ordinary = Array.from({ length: count - odd.length }, (_, i) => {
    // The first twelve are minutes old: they wait or run now.
    const age = i < 12 ? random.int(2, 170) * 1000 : random.next() ** 1.9 * 32 * day;
    const record = believableJob(mix(seed, 'seeded', i), i, wholeSeconds(now - age));
    record.name = uniqueName(record.name, taken, random);
    taken.add(record.name);
    return i < 12 ? record : withRareEnding(record, i);
  });
  return [...odd, ...ordinary]
    .sort((a, b) => a.createdAt - b.createdAt)
    .map((record, serial) => ({ ...record, serial }));
}

/** Gives some jobs a rare ending, at fixed places: then a world of 240 jobs has some of each. */
function withRareEnding(record: JobRecord, i: number): JobRecord {
  if (i % 37 === 20) return cancelledSoon(record);
  if (i % 79 === 33) return { ...record, ending: 'BLOCK', error: null };
  // Frozen for a day after it was finished, then unfrozen.
  if (i % 151 === 60) return { ...record, ending: 'SUCCEED', error: null, later: frozenForADay };
  if (i % 53 === 14) return failed(record, i);
  return record;
}

const frozenForADay = [
  { state: 'BLOCK', afterSeconds: 3600 },
  { state: 'SUCCEED', afterSeconds: 90_000 },
];

function failed(record: JobRecord, i: number): JobRecord {
  return { ...record, ending: 'FAILED', error: failures[i % failures.length] ?? null };
}

function cancelledSoon(record: JobRecord): JobRecord {
  const waitSeconds = 3600;
  return { ...record, waitSeconds, cancelledAt: record.createdAt + 45_000 };
}

function wholeSeconds(at: number): number {
  return Math.floor(at / 1000) * 1000;
}

const chineseSuffixes = [
  '（修订版）',
  '-终版',
  '（字幕版）',
  '（{n}）',
  '（横版）',
  '_v{n}',
  '（{n}月重制）',
];
const englishSuffixes = [' v2', ' - final', '_0{n}', ' copy', ' v{n}', ' ({n})', ' – captions'];

/** Appends suffixes like those of people: names must be unique (docs/metastudio.md#unique-names). */
function uniqueName(name: string, taken: ReadonlySet<string>, random: Random): string {
  for (let attempt = 0; taken.has(name); attempt++) {
    const suffix =
      attempt < 2
        ? random.pick(/[\u4e00-\u9fff]/.test(name) ? chineseSuffixes : englishSuffixes)
        : ` ${random.int(1000, 9_999_999)}`;
    name += suffix.replace('{n}', String(random.int(2, 9)));
  }
  return name;
}
