import type { Fault, JobSpec } from '../../simulator/simulator.ts';

/** A way in which a cancel can go, drawn with its own accidents. */
export type CancelScenario = {
  name: string;
  job: JobSpec;
  /** Faults of the cancel itself. */
  cancel: Fault[];
  /** Faults of reading the job. */
  reads: Fault[];
  /** Whether reading fails before the cancel already, or only after it. */
  readsFailFrom: 'the start' | 'the cancel';
  /** Something that happens to the job at the moment the cancel is answered. */
  meanwhile: 'nothing' | 'starts' | 'is canceled elsewhere';
  /** Something that happens to the job after the outcome is on record. */
  afterwards: 'nothing' | 'is canceled elsewhere';
};

/** Random numbers in [0, 1). */
export type Draw = () => number;

type Parts = Partial<Omit<CancelScenario, 'name'>>;

const lostBy = ['200', '500', 'reset', 'hang', 'html', 'truncate'] as const;
const refusals = [400, 403, 404, 409] as const;

const show = { operation: 'show2DDigitalHumanVideo' } as const;

/** Reads that answer as the job was up to four seconds ago. */
const stale = (draw: Draw): Fault[] => [
  { kind: 'staleRead', seconds: 0.5 + draw() * 3.5, match: show },
];
/** Some reads that fail, then good ones. */
const failing = (draw: Draw): Fault[] => [
  { kind: 'status', status: 503, times: 1 + Math.floor(draw() * 12), match: show },
];
/** Some reads within a second that do not find the job, then good ones. */
const missing = (times: number): Fault[] => [
  { kind: 'status', status: 404, code: 'MSS.00000002', times, match: show },
];
const onceOrTwice = (draw: Draw) => 1 + Math.floor(draw() * 2);
/** No read succeeds for longer than a cancel is read back. */
const unreadable = (): Fault[] => [{ kind: 'status', status: 500, times: 60, match: show }];

const refusal = (status: number): Fault[] => [
  { kind: 'status', status, code: 'MSS.00000003', times: 1 },
];

/** Every kind of scenario; each is drawn with other numbers each time. */
export const cancelScenarios: readonly ((draw: Draw) => CancelScenario)[] = [
  scenario('all well', () => ({})),
  scenario('all well, stale reads', (draw) => ({ reads: stale(draw) })),
  scenario('all well, failing reads', (draw) => ({ reads: failing(draw) })),
  scenario('all well, missing for a moment', (draw) => ({
    reads: missing(onceOrTwice(draw)),
    readsFailFrom: 'the cancel',
  })),
  scenario('missing for a moment before the cancel', () => ({
    reads: missing(1),
    readsFailFrom: 'the start',
  })),
  scenario('all well, unreadable', () => ({ reads: unreadable() })),
  scenario('the job starts at that moment', () => ({ cancel: [{ kind: 'cancelRace' }] })),
  scenario('the job starts at that moment, stale reads', (draw) => ({
    cancel: [{ kind: 'cancelRace' }],
    reads: stale(draw),
  })),
  scenario('the job starts at that moment, failing reads', (draw) => ({
    cancel: [{ kind: 'cancelRace' }],
    reads: failing(draw),
  })),
  ...lostBy.map((how) =>
    scenario(`applied, the reply lost by ${how}`, () => ({
      cancel: [{ kind: 'cancelAppliedReplyLost', how }],
    })),
  ),
  ...lostBy.map((how) =>
    scenario(`no effect, the reply lost by ${how}, the job starts later`, (draw) => ({
      job: { waitSeconds: 60 + 30 + draw() * 900 },
      cancel: [{ kind: 'cancelLost', how }],
    })),
  ),
  ...lostBy.map((how) =>
    scenario(`applied late, the reply lost by ${how}`, (draw) => ({
      cancel: [{ kind: 'cancelLateApply', how, afterSeconds: 1 + draw() * 600 }],
    })),
  ),
  ...lostBy.map((how) =>
    scenario(`applied after the last word, the reply lost by ${how}`, (draw) => ({
      cancel: [{ kind: 'cancelLateApply', how, afterSeconds: 2000 + draw() * 3000 }],
    })),
  ),
  scenario('applied, the reply lost, stale reads', (draw) => ({
    cancel: [{ kind: 'cancelAppliedReplyLost', how: '500' }],
    reads: stale(draw),
  })),
  scenario('applied, the reply lost, unreadable', () => ({
    cancel: [{ kind: 'cancelAppliedReplyLost', how: '500' }],
    reads: unreadable(),
  })),
  ...refusals.map((status) =>
    scenario(`refused with ${status}`, () => ({ cancel: refusal(status) })),
  ),
  ...refusals.map((status) =>
    scenario(`refused with ${status}, canceled elsewhere, stale reads`, (draw) => ({
      cancel: refusal(status),
      reads: stale(draw),
      meanwhile: 'is canceled elsewhere',
    })),
  ),
  ...refusals.map((status) =>
    scenario(`refused with ${status}, the job starts, stale reads`, (draw) => ({
      cancel: refusal(status),
      reads: stale(draw),
      meanwhile: 'starts',
    })),
  ),
  scenario('refused, canceled elsewhere after the last word', () => ({
    cancel: refusal(409),
    afterwards: 'is canceled elsewhere',
  })),
  scenario('refused, the job starts, failing reads', (draw) => ({
    cancel: refusal(400),
    reads: failing(draw),
    meanwhile: 'starts',
  })),
  scenario('refused, canceled elsewhere, missing for a moment', (draw) => ({
    cancel: refusal(400),
    reads: missing(onceOrTwice(draw)),
    readsFailFrom: 'the cancel',
    meanwhile: 'is canceled elsewhere',
  })),
  scenario('refused, the job starts, unreadable', () => ({
    cancel: refusal(409),
    reads: unreadable(),
    meanwhile: 'starts',
  })),
  scenario('throttled once', () => ({ cancel: [{ kind: 'tooManyRequests', times: 1 }] })),
  scenario('throttled twice', () => ({ cancel: [{ kind: 'tooManyRequests', times: 2 }] })),
  scenario('throttled for an hour', () => ({
    cancel: [{ kind: 'tooManyRequests', retryAfter: 3600, times: 1 }],
  })),
];

function scenario(name: string, parts: (draw: Draw) => Parts): (draw: Draw) => CancelScenario {
  return (draw) => {
    const { job = {}, cancel = [], reads = [], readsFailFrom, ...moments } = parts(draw);
    const { meanwhile = 'nothing', afterwards = 'nothing' } = moments;
    return {
      name,
      job: { waitSeconds: null, runSeconds: null, createdSecondsAgo: 60, ...job },
      cancel: cancel.map((fault) => ({
        match: { operation: 'cancel2DDigitalHumanVideo' },
        ...fault,
      })),
      reads,
      readsFailFrom: readsFailFrom ?? (draw() < 0.25 ? 'the start' : 'the cancel'),
      meanwhile,
      afterwards,
    };
  };
}
