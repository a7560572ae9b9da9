import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { rememberOpenedJob } from '../../lib/focus.ts';
import { finished } from '../../testing/fixtures.ts';
import { jobLinkId } from './element-ids.ts';
import { useReturnFocus } from './use-return-focus.ts';

let link: HTMLAnchorElement;

beforeEach(() => {
  link = document.createElement('a');
  link.href = '/jobs/1';
  link.id = jobLinkId(finished);
  document.body.append(link);
});
afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

/** A list, first without its rows. */
const draw = () =>
  renderHook((hasRows: boolean) => useReturnFocus(hasRows), { initialProps: false });
const hasFocus = () => document.activeElement === link;

it('focuses the row of the job that was left, once its rows are there', () => {
  rememberOpenedJob(finished.id);
  const focus = vi.spyOn(link, 'focus');
  const { rerender } = draw();
  expect(hasFocus()).toBe(false);
  rerender(true);
  expect(hasFocus()).toBe(true);
  // Where the page was scrolled to is the router's.
  expect(focus.mock.calls).toEqual([[{ preventScroll: true }]]);
});

it('does so once', () => {
  rememberOpenedJob(finished.id);
  const { rerender } = draw();
  rerender(true);
  link.blur();
  rerender(false);
  rerender(true);
  expect(hasFocus()).toBe(false);
});

it('leaves the focus where someone has put it', () => {
  const field = document.createElement('input');
  document.body.append(field);
  rememberOpenedJob(finished.id);
  const { rerender } = draw();
  field.focus();
  rerender(true);
  expect(document.activeElement).toBe(field);
});

it.each([null, 'another'])('focuses nothing after another way here: %j', (id) => {
  if (id !== null) rememberOpenedJob(id);
  draw().rerender(true);
  expect(hasFocus()).toBe(false);
});
