import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idPattern } from '../../contract/ids.ts';
import type { Job } from '../../contract/job.ts';
import { canCancel } from '../../contract/state.ts';
import { holds, obeys, sameItems } from '../../src/testing/holds.ts';
import {
  documentedStates,
  ListDigitalHumanVideoReply,
  Show2DDigitalHumanVideoReply,
} from '../../wire/job.ts';
import list from '../../wire/recorded/list-200.json' with { type: 'json' };
import detail from '../../wire/recorded/photo-detail-200.json' with { type: 'json' };
import { salvage } from '../../wire/salvage.ts';
import { filledText } from '../../wire/scalars.ts';
import { mediaLinks } from '../testing/media-links.ts';
import { normaliseJob } from './normalise.ts';
import { normaliseDetail } from './normalise-detail.ts';
import { ranges } from './plausible.ts';

const now = Date.UTC(2026, 4, 20);
const context = { links: mediaLinks(), now: () => now };

/** A scene with everything that one can have. */
const scene = {
  sequence_no: 1,
  shoot_script: {
    script_type: 'AUDIO',
    audio_duration: 12,
    audio_config: { audio_id: 3 },
    audio_drive_action_config: [{ action_tag: 'wave', action_name: 'Wave', action_start_time: 1 }],
    background_config: [{ background_type: 'COLOR', background_color_config: '#FFFFFF' }],
    layer_config: [
      {
        layer_type: 'TEXT',
        position: { dx: 1, dy: 2, layer_index: 3 },
        size: { width: 4, height: 5 },
        rotation: { angle: 6 },
        text_config: { text_context: 'aGVsbG8=', font_size: 7, font_color: '#000000' },
      },
    ],
  },
};
const video = { width: 1080, height: 1920, is_subtitle_enable: true, subtitle_config: { dx: 1 } };
const rich = { ...detail, video_config: video, shoot_scripts: [...detail.shoot_scripts, scene] };

/** As JSON brings it over: without fields that have no value, and without −0. */
const sent = (value: unknown) => JSON.parse(JSON.stringify(value));

/** Whether JSON brings the value over as it is. */
function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== 'object') return typeof value === 'string' || typeof value === 'boolean';
  // A copy, in which a gap is undefined.
  if (Array.isArray(value)) return [...value].every(isJson);
  return value === null || (isPlain(value) && Object.values(value).every(isJson));
}
const isPlain = (value: object) => Object.getPrototypeOf(value) === Object.prototype;

/** What stands in a field where something else is meant. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' }).map(sent),
  fc.constantFrom(...documentedStates, 'waiting', 'WAITING ', 'WAITING\0', '..', 'a/b', '-a', 7),
  fc.constantFrom('1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-02-30T00:00:00Z', 1e12),
  fc.constantFrom(1e300, -1, 0, 0.5, 2_147_483_647, '12', 'NaN', 'javascript:alert(1)'),
);

/** The fields of a sample, each as the way to it. */
function waysInto(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...waysInto(inner).map((way) => [key, ...way]),
  ]);
}

/** A copy with another value at the end of the way. */
function changed(value: unknown, [key, ...rest]: string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value)) {
    return value.map((one, index) => (String(index) === key ? changed(one, rest, to) : one));
  }
  if (typeof value !== 'object' || value === null) return value;
  const inner = changed(Reflect.get(value, key), rest, to);
  // An earlier change may have left out the way.
  return inner === undefined ? value : { ...value, [key]: inner };
}

/** Replies like the sample with up to five odd fields, and replies that are any object. */
function repliesLike(sample: object) {
  const changes = fc.array(fc.tuple(fc.constantFrom(...waysInto(sample)), odd), { maxLength: 5 });
  const similar = changes.map((all) =>
    all.reduce<unknown>((reply, [way, to]) => changed(reply, way, to), sample),
  );
  const anything = fc.dictionary(fc.string(), odd).map(sent);
  return fc.oneof({ weight: 9, arbitrary: similar }, { weight: 1, arbitrary: anything });
}

const [shortest, longest] = ranges.contentSeconds;
/** A time as the contract writes it, not after tomorrow. */
function isTime(text: string | null): boolean {
  if (text === null) return true;
  const time = Date.parse(text);
  return time <= now + 24 * 3_600_000 && new Date(time).toISOString() === text;
}

function expectUsable(job: Job): void {
  const { durationSeconds: seconds } = job;
  obeys(job, {
    'id that can be in a path': idPattern.test(job.id),
    'canceled only when it says WAITING': !canCancel(job.state) || job.rawState === 'WAITING',
    'time of creation': isTime(job.createdAt),
    'time of its start': isTime(job.startedAt),
    'time of its end': isTime(job.endedAt),
    'time of its update': isTime(job.updatedAt),
    'length of a video': seconds === null || (seconds >= shortest && seconds <= longest),
    'cover by https': job.cover === null || job.cover.url.startsWith('https://'),
    'the same as JSON': isJson(job),
  });
}

describe('any reply', () => {
  it('of the list has usable jobs only, and one that can be canceled says WAITING', () => {
    const [known] = salvage(ListDigitalHumanVideoReply, list).value.jobs ?? [];
    const fields = Object.keys((known && normaliseJob(known, context)) ?? {});
    holds(repliesLike(list), (reply) => {
      for (const row of salvage(ListDigitalHumanVideoReply, reply).value.jobs ?? []) {
        const job = normaliseJob(row, context);
        if (job === null) continue;
        expectUsable(job);
        obeys(job, { 'fields of every job, in one order': sameItems(Object.keys(job), fields) });
      }
    });
  });

  it('of a job can be shown, or has no id', () => {
    holds(repliesLike(rich), (reply) => {
      const hasId = filledText.safeParse(reply.job_id).success;
      const read = () => salvage(Show2DDigitalHumanVideoReply, reply).value;
      if (!hasId) return expect(read).toThrow();
      const job = normaliseDetail(read(), '2d', context);
      if (job !== null) expectUsable(job);
    });
  });

  it('reads the same when it is read again', () => {
    holds(repliesLike(list), (reply) => {
      const { value } = salvage(ListDigitalHumanVideoReply, reply);
      expect(salvage(ListDigitalHumanVideoReply, sent(value))).toEqual({ value, anomalies: [] });
    });
  });
});
