import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LateCounts } from '../../../../contract/job.ts';
import { showLanguage } from '../../../lib/i18n.ts';
import { defaultView, type ListView } from '../../../lib/list-view.ts';
import { counts } from '../../../testing/fixtures.ts';
import { StateFilter } from './StateFilter.tsx';

beforeEach(() => showLanguage('en'));
afterEach(cleanup);

type States = Pick<ListView, 'states' | 'late'>;

function draw(chosen: Partial<States> = {}, late: LateCounts = { WAITING: 3, PROCESSING: 1 }) {
  const onChange = vi.fn<(states: States) => void>();
  render(
    <StateFilter
      chosen={{ ...defaultView, ...chosen }}
      counts={counts}
      late={late}
      onIntent={() => {}}
      onChange={onChange}
    />,
  );
  return {
    choose: (name: RegExp) => {
      screen.getByRole('button', { name }).click();
      return onChange.mock.lastCall?.[0];
    },
  };
}

const pressed = () =>
  screen.getAllByRole('button', { pressed: true }).map(({ textContent }) => textContent);

describe('the late jobs of a state', () => {
  it('have a button with their number, also in words', () => {
    draw();
    const button = screen.getByRole('button', { name: 'Waiting too long: 3 jobs' });
    expect(button.textContent).toBe('Waiting too long3');
    expect(screen.getByRole('button', { name: 'In production too long: 1 job' })).toBeDefined();
  });

  it('have none while there are none, unless it is on', () => {
    draw({}, { WAITING: 0, PROCESSING: 0 });
    expect(screen.queryByRole('button', { name: /too long/ })).toBeNull();
    cleanup();
    draw({ states: ['WAITING'], late: true }, { WAITING: 0, PROCESSING: 0 });
    expect(screen.getAllByRole('button', { name: /too long/ })).toHaveLength(1);
    expect(pressed()).toEqual(['Waiting too long0']);
  });

  it('replace chosen states, and are replaced by them', () => {
    expect(draw({ states: ['FAILED'] }).choose(/^Waiting too long/)).toEqual({
      states: ['WAITING'],
      late: true,
    });
    cleanup();
    const { choose } = draw({ states: ['WAITING'], late: true });
    expect(choose(/^Waiting 3/)).toEqual({ states: ['WAITING'], late: false });
    expect(choose(/^All/)).toEqual({ states: [], late: false });
  });

  it('are chosen together, and each is given up by a second click', () => {
    const { choose } = draw({ states: ['WAITING'], late: true });
    expect(choose(/^In production/)).toEqual({ states: ['WAITING', 'PROCESSING'], late: true });
    expect(choose(/^Waiting too long/)).toEqual({ states: [], late: false });
  });

  it('are all on in a link that names no state', () => {
    draw({ late: true });
    expect(pressed()).toEqual(['Waiting too long3', 'In production too long1']);
  });
});

describe('the states', () => {
  it('are added one by one, and none of them means all', () => {
    const { choose } = draw({ states: ['WAITING'] });
    expect(choose(/^Failed/)).toEqual({ states: ['WAITING', 'FAILED'], late: false });
    expect(choose(/^Waiting 3/)).toEqual({ states: [], late: false });
    expect(pressed()).toEqual(['Waiting 3']);
  });
});
