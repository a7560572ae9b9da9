import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ListDigitalHumanVideoReply, Show2DDigitalHumanVideoReply } from './job.ts';
import { salvage } from './salvage.ts';

const list = (input: unknown) => salvage(ListDigitalHumanVideoReply, input);
const ids = (input: unknown) => list(input).value.jobs?.map((job) => job.job_id);

describe('a wrong field or entry', () => {
  it('returns valid input unchanged', () => {
    const input = { count: 1, jobs: [{ job_id: 'a', state: 'WAITING' }] };
    expect(list(input)).toEqual({ value: input, anomalies: [] });
  });

  it('drops a field of a wrong type', () => {
    const input = {
      count: 1,
      jobs: [{ job_id: 'a', state: true, duration: 'long', create_time: {} }],
    };
    const { value, anomalies } = list(input);
    expect(value).toEqual({ count: 1, jobs: [{ job_id: 'a' }] });
    expect(new Set(anomalies)).toEqual(
      new Set(['jobs.0.create_time', 'jobs.0.duration', 'jobs.0.state']),
    );
  });

  it('removes an entry without a usable id and keeps the order of the others', () => {
    const jobs = [
      { job_id: 'a' },
      { state: 'X' },
      null,
      'x',
      { job_id: '' },
      { job_id: 2 ** 60 },
      { job_id: 'b' },
    ];
    const { value, anomalies } = list({ count: 7, jobs });
    expect(value.jobs?.map((job) => job.job_id)).toEqual(['a', 'b']);
    expect(anomalies.length).toBeGreaterThanOrEqual(5);
  });

  it('drops several fields in several entries', () => {
    const jobs = [
      { job_id: 'a', output_asset_config: { asset_id: [5], asset_name: 'n' } },
      { job_id: false },
      { job_id: 'c', error_info: true, output_asset_config: [] },
    ];
    const { value } = list({ count: '3', jobs });
    expect(value).toMatchObject({
      count: 3,
      jobs: [{ job_id: 'a', output_asset_config: { asset_name: 'n' } }, { job_id: 'c' }],
    });
    expect(value.jobs?.[1]).not.toHaveProperty('error_info');
  });

  it('reads a number as its digits where a text is meant', () => {
    const jobs = [{ job_id: 85987, state: 7 }, { job_id: 0 }, { job_id: -1.5 }];
    expect(list({ jobs })).toEqual({
      value: { jobs: [{ job_id: '85987', state: '7' }, { job_id: '0' }, { job_id: '-1.5' }] },
      anomalies: [],
    });
  });

  it.each([2 ** 53, -(2 ** 60), 1e300, Infinity, NaN])(
    'removes an entry whose id %d may have been rounded',
    (job_id) => {
      expect(ids({ jobs: [{ job_id }, { job_id: 'b' }] })).toEqual(['b']);
    },
  );

  it.each([
    ['Infer error', { error_code: null, error_msg: 'Infer error' }],
    [42000007, { error_code: null, error_msg: '42000007' }],
    [{ error_code: 42000007 }, { error_code: '42000007' }],
    [{ error_code: ['x'], error_msg: 'Infer error' }, { error_msg: 'Infer error' }],
    [{ error_code: {}, error_msg: [] }, {}],
    [['x'], undefined],
    [true, undefined],
  ])('reads what it can of the error %j', (error_info, expected) => {
    expect(list({ jobs: [{ job_id: 'a', error_info }] }).value.jobs?.[0]?.error_info).toEqual(
      expected,
    );
  });

  it('drops jobs that are not a list and a count that is not a number', () => {
    for (const jobs of ['x', {}, 7, true]) {
      const { value, anomalies } = list({ count: 'many', jobs });
      expect(value).toEqual({});
      expect(new Set(anomalies)).toEqual(new Set(['count', 'jobs']));
    }
    expect(ids({ count: null, jobs: null })).toBeUndefined();
  });

  it('drops only the wrong part of a script', () => {
    const shoot_script = {
      text_config: { text: [5] },
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

describe('a body with nothing usable', () => {
  it.each([[null], [[]], ['x'], [7], [undefined], [true]])('rejects %j', (input) => {
    expect(() => list(input)).toThrow(z.ZodError);
  });

  it('rejects a detail without its id', () => {
    for (const input of [{}, { job_id: null }, { job_id: [7], state: 'WAITING' }]) {
      expect(() => salvage(Show2DDigitalHumanVideoReply, input)).toThrow(z.ZodError);
    }
  });
});

describe('salvage', () => {
  it('does not change its input', () => {
    const input = { count: 1, jobs: [{ job_id: 'a', state: [7] }, { state: 'x' }] };
    const before = structuredClone(input);
    list(input);
    expect(input).toEqual(before);
  });

  it('ignores __proto__ and constructor', () => {
    const input: unknown = JSON.parse(
      '{"count":1,"__proto__":{"polluted":1},"jobs":[{"job_id":"a","__proto__":{"x":1},"constructor":5,"state":[3]}]}',
    );
    const { value } = list(input);
    expect(value.jobs).toEqual([{ job_id: 'a' }]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
  });

  it('keeps a job whichever of its fields is wrong', () => {
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

  it.each([100, 200_000])('handles %d levels of nesting anywhere', (levels) => {
    const deep = `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(() => list(JSON.parse(deep))).toThrow(z.ZodError);
    expect(list(JSON.parse(`{"jobs":${deep}}`)).value).toEqual({ jobs: [] });
    const inside = `{"jobs":[{"job_id":"a","state":true,"x":${deep},"error_info":{"error_msg":${deep}}}]}`;
    expect(list(JSON.parse(inside)).value).toEqual({ jobs: [{ job_id: 'a', error_info: {} }] });
  });

  it('terminates on a large list where every entry is wrong', () => {
    const jobs = Array.from({ length: 2000 }, (_, i) =>
      i % 3 === 0 ? i : { job_id: `j${i}`, state: [i] },
    );
    const { value, anomalies } = list({ jobs });
    expect(value.jobs).toHaveLength(jobs.filter((job) => typeof job === 'object').length);
    expect(anomalies).toHaveLength(2000);
  });
});
