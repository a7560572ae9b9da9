export type AvatarType = '2d' | 'photo';

/** A scene that a test asks for: a spoken text (plain or SSML), or a recorded voice of some seconds. */
export type SceneSpec = string | { audioSeconds: number };

/**
 * All that is stored of a job. Its state is not: {@link factsAt} derives it from the record and the time.
 * Times are epoch milliseconds; `waitSeconds: null` never starts, `runSeconds: null` never ends.
 */
export type JobRecord = {
  jobId: string;
  assetId: string;
  /** Decides script, voice and pictures. */
  seed: number;
  /** Order of creation within a world: breaks ties between equal times. */
  serial: number;
  name: string;
  type: AvatarType;
  createdAt: number;
  waitSeconds: number | null;
  runSeconds: number | null;
  /** SUCCEED, FAILED, BLOCK, or an undocumented state. */
  ending: string;
  /** States after the ending, in seconds from it: a video may be frozen and unfrozen (docs/metastudio.md#frozen). */
  later: readonly { state: string; afterSeconds: number }[];
  error: { code: string; message: string } | null;
  /** When a cancel takes effect, unless the job has started by then. */
  cancelledAt: number | null;
  /** The state of its asset; null when it follows the job's. */
  assetState: string | null;
  orientation: 'landscape' | 'portrait';
  codec: 'H264' | 'VP8';
  language: 'zh' | 'en';
  /** Scenes of the script: how many, or exactly these; null lets the seed decide. */
  scenes: number | readonly SceneSpec[] | null;
  scriptId: string | null;
  appUserId: string | null;
  /** Reply fields (dotted paths) that are left out, sent as null, or sent with another value. */
  omit: readonly string[];
  nulls: readonly string[];
  overrides: Readonly<Record<string, unknown>>;
  arrived: boolean;
};

/** The state and times of a job at one moment; `settled` means that time alone will not change them. */
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

/** The facts of a job at `now` (epoch ms): the life cycle of docs/metastudio.md#states as one function of time. */
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

/** True when the video can be played. */
export function isFinished(state: string): boolean {
  return state === 'SUCCEED' || state === 'SUCCESS';
}
