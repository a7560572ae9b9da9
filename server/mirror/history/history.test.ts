import { describe, expect, it } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import {
  day,
  historyAfter,
  jobOf,
  listOf,
  minute,
  now,
  processing,
  waiting,
} from './sample-jobs.ts';

/** Jobs that waited 1, 2, 3, … minutes, and took twice that to produce. */
function ended(count: number, facts: Partial<Job> = {}): Job[] {
  return listOf(count, (n) => jobOf({ waitSeconds: n * 60, runSeconds: n * 120 }, facts));
}

const history = (jobs: Iterable<Job>) => historyAfter(jobs)['2d'];

describe('historyOf', () => {
  it('has the median, the 95th percentile and the number of samples of each phase', () => {
    expect(history(ended(100))).toMatchObject({
      wait: { median: 50 * 60, p95: 95 * 60, samples: 100 },
      production: { median: 50 * 120, p95: 95 * 120, samples: 100 },
    });
  });

  it('says nothing below 30 samples', () => {
    const nothing = { wait: null, production: null, productionPerMinute: null };
    expect(history(ended(29, { durationSeconds: 60 }))).toMatchObject(nothing);
    expect(history(ended(30, { durationSeconds: 60 }))).toMatchObject({
      wait: { samples: 30 },
      production: { samples: 30 },
      productionPerMinute: { samples: 30 },
    });
    expect(history([])).toMatchObject(nothing);
  });

  it('does not count jobs that still wait as samples', () => {
    expect(history([...ended(29), waiting(5)]).wait).toBeNull();
  });

  it.each([
    ['still wait', waiting(75 * 60)],
    [
      'were cancelled while they waited',
      jobOf(
        { waitSeconds: null },
        { state: 'CANCELED', endedAt: new Date(now - day + 75 * minute).toISOString() },
      ),
    ],
    [
      'were cancelled, as the last change tells',
      jobOf(
        { waitSeconds: null },
        { state: 'CANCELED', updatedAt: new Date(now - day + 75 * minute).toISOString() },
      ),
    ],
  ])('lets jobs that %s raise what is usual', (_, job) => {
    const jobs = [...ended(100), ...listOf(4, () => job)];
    // By hand: 104 jobs, half of them started by the 52nd. Of the 29 left after minute 75, four are lost, so that the
    // remaining 25 starts take steps of 29/104/25; the curve reaches 5 % with the 21st of them, at minute 96.
    expect(history(jobs).wait).toEqual({ median: 52 * 60, p95: 96 * 60, samples: 100 });
  });

  it.each([
    [5, { median: 50 * 60, p95: 95 * 60, samples: 95 }],
    [6, { median: 48 * 60, p95: 91 * 60, samples: 95 }],
    [500, { median: 48 * 60, p95: 91 * 60, samples: 95 }],
  ])(
    'goes by the jobs that got through while %i of 95 and more wait for longer than any of them did',
    (count, usual) => {
      const jam = listOf(count, () => waiting(200 * 60));
      expect(history([...ended(95), ...jam]).wait).toEqual(usual);
    },
  );

  it('goes by the productions that ended while too many of the longest have not', () => {
    const jam = listOf(6, () => processing(400 * 60));
    const jobs = [...ended(95, { durationSeconds: 60 }), ...jam];
    expect(history(jobs).production).toEqual({ median: 48 * 120, p95: 91 * 120, samples: 95 });
  });

  it('still says nothing in a jam below 30 phases that ended', () => {
    expect(history([...ended(29), ...listOf(50, () => waiting(200 * 60))]).wait).toBeNull();
  });

  it('takes a failed or cancelled production for one that would have lasted longer', () => {
    const end = (state: Job['state']) =>
      listOf(2, () => jobOf({ runSeconds: 75 * 120 }, { state }));
    const jobs = [...ended(100), ...end('FAILED'), ...end('CANCELED')];
    expect(history(jobs).production).toEqual({ median: 52 * 120, p95: 96 * 120, samples: 100 });
  });

  it('counts the wait of every job that started, and the production of finished ones only', () => {
    const jobs = [...ended(30, { state: 'BLOCK' }), ...ended(30, { state: 'UNKNOWN' })];
    expect(history(jobs)).toMatchObject({ wait: { samples: 60 }, production: null });
  });

  it.each([
    ['failed', { state: 'FAILED' }],
    ['frozen', { state: 'BLOCK' }],
    ['finished', { state: 'SUCCEED' }],
    ['in production', { state: 'PROCESSING' }],
  ] as const)('leaves out a job that is %s and of which no start is known', (_, facts) => {
    const odd = listOf(100, () => jobOf({ ago: 20 * day, waitSeconds: null }, facts));
    expect(history([...ended(100), ...odd])).toEqual(history(ended(100)));
  });

  it('leaves out times that are out of order, in the future or do not fit the state', () => {
    const start = new Date(now - 2 * day).toISOString();
    const odd = [
      jobOf({ waitSeconds: -600 }),
      jobOf({ ago: -minute }),
      jobOf({}, { createdAt: null }),
      jobOf({}, { createdAt: 'yesterday' }),
      waiting(3000, { startedAt: start }),
      waiting(3000, { endedAt: start }),
    ];
    const jobs = odd.flatMap((job) => listOf(50, () => job));
    expect(history([...ended(100), ...jobs])).toEqual(history(ended(100)));
  });

  it('leaves out a production that ends before it starts or has no end', () => {
    const odd = [jobOf({ runSeconds: -5 }), jobOf({ runSeconds: null }, { state: 'SUCCEED' })];
    const jobs = odd.flatMap((job) => listOf(50, () => job));
    expect(history([...ended(100), ...jobs]).production).toEqual(history(ended(100)).production);
  });

  it('measures production for each minute of video where the length is known', () => {
    const jobs = listOf(100, (n) => jobOf({ runSeconds: n * 6 }, { durationSeconds: 30 }));
    expect(history(jobs).productionPerMinute).toEqual({ median: 600, p95: 1140, samples: 100 });
  });

  it.each([null, 0, -30])('takes a length of %s for unknown', (durationSeconds) => {
    const found = history(ended(100, { durationSeconds }));
    expect(found.productionPerMinute).toBeNull();
    expect(found.production).toMatchObject({ samples: 100 });
  });

  it('keeps the types apart, and jobs of unknown type together', () => {
    const found = historyAfter([
      ...ended(30),
      ...ended(40, { type: 'photo' }),
      ...ended(50, { type: null }),
    ]);
    expect(found['2d'].wait?.samples).toBe(30);
    expect(found.photo.wait?.samples).toBe(40);
    expect(found.unknown.wait?.samples).toBe(50);
  });

  it('looks back 30 days', () => {
    const old = (ago: number) => listOf(30, () => jobOf({ ago }));
    expect(history(old(30 * day)).wait).not.toBeNull();
    expect(history(old(30 * day + 1000)).wait).toBeNull();
  });

  it('takes the newest 3,000 jobs of each type', () => {
    const jobs = [
      ...listOf(3000, () => jobOf({ ago: 2 * day, waitSeconds: 10 })),
      ...listOf(4000, () => jobOf({ ago: day, waitSeconds: 20 })),
      ...listOf(50, () => jobOf({ ago: 3 * day }, { type: 'photo' })),
    ];
    expect(history(jobs).wait).toEqual({ median: 20, p95: 20, samples: 3000 });
    expect(historyAfter(jobs).photo.wait?.samples).toBe(50);
  });

  it('has the waits of each hour of the day in UTC', () => {
    const at = (clock: string) => now - Date.parse(`2026-11-24T${clock}Z`);
    const jobs = [
      ...listOf(30, () => jobOf({ ago: at('03:00:00'), waitSeconds: 900 })),
      ...listOf(30, () => jobOf({ ago: at('03:59:59'), waitSeconds: 900 })),
      ...listOf(29, () => jobOf({ ago: at('04:00:00'), waitSeconds: 10 })),
    ];
    const { waitByHour } = history(jobs);
    expect(waitByHour).toHaveLength(24);
    expect(waitByHour[3]).toEqual({ median: 900, p95: 900, samples: 60 });
    expect(waitByHour.filter((usual) => usual !== null)).toHaveLength(1);
  });
});
