import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ListDigitalHumanVideoReply, Show2DDigitalHumanVideoReply } from './job.ts';
import { salvage } from './salvage.ts';

const list = (input: unknown) => salvage(ListDigitalHumanVideoReply, input);
const ids = (input: unknown) => list(input).value.jobs?.map((job) => job.job_id);

describe('one odd thing does not take the others along', () => {
  test('what is right is left alone', () => {
    const input = { count: 1, jobs: [{ job_id: 'a', state: 'WAITING' }] };
    expect(list(input)).toEqual({ value: input, anomalies: [] });
  });

  test('a field of a wrong type becomes absent', () => {
    const input = {
      count: 1,
      jobs: [{ job_id: 'a', state: 7, duration: 'long', create_time: {} }],
    };
    const { value, anomalies } = list(input);
    expect(value).toEqual({ count: 1, jobs: [{ job_id: 'a' }] });
    expect(new Set(anomalies)).toEqual(
      new Set(['jobs.0.create_time', 'jobs.0.duration', 'jobs.0.state']),
    );
  });

  test('an entry without a usable id leaves the list, the rest keep their places', () => {
    const jobs = [
      { job_id: 'a' },
      { state: 'X' },
      null,
      'x',
      { job_id: '' },
      { job_id: 7 },
      { job_id: 'b' },
    ];
    const { value, anomalies } = list({ count: 7, jobs });
    expect(value.jobs?.map((job) => job.job_id)).toEqual(['a', 'b']);
    expect(anomalies.length).toBeGreaterThanOrEqual(5);
  });

  test('several things at once, in several entries', () => {
    const jobs = [
      { job_id: 'a', output_asset_config: { asset_id: 5, asset_name: 'n' } },
      { job_id: 3 },
      { job_id: 'c', error_info: 'failed', output_asset_config: [] },
    ];
    const { value } = list({ count: '3', jobs });
    expect(value).toMatchObject({
      count: 3,
      jobs: [{ job_id: 'a', output_asset_config: { asset_name: 'n' } }, { job_id: 'c' }],
    });
    expect(value.jobs?.[1]).not.toHaveProperty('error_info');
  });

  test('jobs that are no list are absent; count that is no number too', () => {
    for (const jobs of ['x', {}, 7, true]) {
      const { value, anomalies } = list({ count: 'many', jobs });
      expect(value).toEqual({});
      expect(new Set(anomalies)).toEqual(new Set(['count', 'jobs']));
    }
    expect(ids({ count: null, jobs: null })).toBeUndefined();
  });

  test('deep inside a script only the odd part goes', () => {
    const shoot_script = {
      text_config: { text: 5 },
      layer_config: [{ layer_type: 'TEXT', position: { dx: 'left', dy: 4 } }, 'layer'],
    };
    const input = { job_id: 'a', shoot_scripts: [{ sequence_no: 0, shoot_script }, 9] };
    const { value } = salvage(Show2DDigitalHumanVideoReply, input);
    expect(value.shoot_scripts).toEqual([
      {
        sequence_no: 0,
        shoot_script: {
          text_config: {},
          layer_config: [{ layer_type: 'TEXT', position: { dy: 4 } }],
        },
      },
    ]);
  });
});

describe('when nothing usable is left', () => {
  test.each([[null], [[]], ['x'], [7], [undefined], [true]])('%j is refused', (input) => {
    expect(() => list(input)).toThrow(z.ZodError);
  });

  test('a detail without its id is refused', () => {
    for (const input of [{}, { job_id: null }, { job_id: 7, state: 'WAITING' }]) {
      expect(() => salvage(Show2DDigitalHumanVideoReply, input)).toThrow(z.ZodError);
    }
  });
});

describe('manners', () => {
  test('the input is not touched', () => {
    const input = { count: 1, jobs: [{ job_id: 'a', state: 7 }, { state: 'x' }] };
    const before = structuredClone(input);
    list(input);
    expect(input).toEqual(before);
  });

  test('odd keys do no harm', () => {
    const input: unknown = JSON.parse(
      '{"count":1,"__proto__":{"polluted":1},"jobs":[{"job_id":"a","__proto__":{"x":1},"constructor":5,"state":3}]}',
    );
    const { value } = list(input);
    expect(value.jobs).toEqual([{ job_id: 'a' }]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
  });

  test('every field of a job may be wrong in every way without taking the job along', () => {
    const fields = Object.keys(
      ListDigitalHumanVideoReply.shape.jobs.unwrap().unwrap().element.shape,
    );
    for (const field of fields.filter((name) => name !== 'job_id')) {
      for (const wrong of [7, 'x', true, [], {}, [[]], null, { a: [1] }]) {
        expect(ids({ count: 2, jobs: [{ job_id: 'a', [field]: wrong }, { job_id: 'b' }] })).toEqual(
          ['a', 'b'],
        );
      }
    }
  });

  test.each([100, 200_000])('%d levels of nesting are no trouble, wherever they are', (levels) => {
    const deep = `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(() => list(JSON.parse(deep))).toThrow(z.ZodError);
    expect(list(JSON.parse(`{"jobs":${deep}}`)).value).toEqual({ jobs: [] });
    const inside = `{"jobs":[{"job_id":"a","state":4,"x":${deep},"error_info":{"error_msg":${deep}}}]}`;
    expect(list(JSON.parse(inside)).value).toEqual({ jobs: [{ job_id: 'a', error_info: {} }] });
  });

  test('ends on large and broken input', () => {
    const jobs = Array.from({ length: 2000 }, (_, i) =>
      i % 3 === 0 ? i : { job_id: `j${i}`, state: i },
    );
    const { value, anomalies } = list({ jobs });
    expect(value.jobs).toHaveLength(jobs.filter((job) => typeof job === 'object').length);
    expect(anomalies).toHaveLength(2000);
  });
});
