export type AvatarType = '2d' | 'photo';

/** A scene as a test may ask for it: a spoken text (plain or SSML) or a recorded voice of so many seconds. */
export type SceneSpec = string | { audioSeconds: number };

/**
 * Everything that is remembered of a job. Its state is never stored: {@link factsAt} derives it from these and the time.
 * Times are epoch milliseconds; `waitSeconds: null` never starts, `runSeconds: null` never ends.
 */
export type JobRecord = {
  jobId: string;
  assetId: string;
  /** Decides everything that looks accidental: script, voice, pictures. */
  seed: number;
  /** Order of making within a world: breaks ties between equal times. */
  serial: number;
  name: string;
  type: AvatarType;
  createdAt: number;
  waitSeconds: number | null;
  runSeconds: number | null;
  /** SUCCEED, FAILED, BLOCK, or a state that nobody has documented. */
  ending: string;
  /** States after the ending, seconds after it: a video may be frozen and set free again. */
  later: readonly { state: string; afterSeconds: number }[];
  error: { code: string; message: string } | null;
  /** When a cancel took or takes effect; without effect if the job has started by then. */
  cancelledAt: number | null;
  orientation: 'landscape' | 'portrait';
  codec: 'H264' | 'VP8';
  language: 'zh' | 'en';
  /** Scenes of the script: how many, or exactly these; null leaves it to the seed. */
  scenes: number | readonly SceneSpec[] | null;
  scriptId: string | null;
  appUserId: string | null;
  /** Reply fields (dotted paths) that are left out, sent as null, or sent as something else. */
  omit: readonly string[];
  nulls: readonly string[];
  overrides: Readonly<Record<string, unknown>>;
  arrived: boolean;
};

/** What a job looks like at one moment; `settled` promises that nothing will change by time alone any more. */
export type Facts = {
  state: string;
  startedAt: number | null;
  endedAt: number | null;
  updatedAt: number;
  settled: boolean;
};

/** When production starts, Infinity for never. */
export function startsAt(record: JobRecord): number {
  return record.waitSeconds === null ? Infinity : record.createdAt + record.waitSeconds * 1000;
}

/** The state of a job at `now` (epoch ms): the whole life cycle of metastudio-api section 4 as one function of time. */
export function factsAt(record: JobRecord, now: number): Facts {
  const start = startsAt(record);
  const cancelled = record.cancelledAt;
  if (cancelled !== null && cancelled < start && now >= cancelled) {
    return facts('CANCELED', null, cancelled, cancelled, true);
  }
  if (now < start) return facts('WAITING', null, null, record.createdAt, false);
  const end = record.runSeconds === null ? Infinity : start + record.runSeconds * 1000;
  if (now < end) return facts('PROCESSING', start, null, start, false);
  let state = record.ending;
  let updated = end;
  for (const phase of record.later) {
    const at = end + phase.afterSeconds * 1000;
    if (now < at) return facts(state, start, end, updated, false);
    state = phase.state;
    updated = at;
  }
  return facts(state, start, end, updated, true);
}

function facts(
  state: string,
  startedAt: number | null,
  endedAt: number | null,
  updatedAt: number,
  settled: boolean,
): Facts {
  return { state, startedAt, endedAt, updatedAt, settled };
}

/** True when the finished video can be looked at. */
export function isFinished(state: string): boolean {
  return state === 'SUCCEED' || state === 'SUCCESS';
}
