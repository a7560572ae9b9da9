import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { showLanguage } from '../../../lib/i18n.ts';
import { nextFrame } from '../../../lib/next-frame.ts';
import { finished, waiting } from '../../../testing/fixtures.ts';
import { JobTable } from './JobTable.tsx';

const second = { ...waiting, id: 'job-2', name: 'Second' };
const near = vi.fn(async () => true);
const press = vi.fn();

beforeEach(() => showLanguage('en'));
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

function draw() {
  const table = (
    <JobTable
      jobs={[finished, second]}
      sort="created"
      dir="desc"
      onSort={() => {}}
      onIntent={() => {}}
      changeCounts={new Map()}
      isStale={false}
      jobIntent={{ near, press }}
      actions={{ cancel: () => {}, cancelForbidden: null }}
    />
  );
  const router = createMemoryRouter([
    { path: '/', element: table },
    { path: '/jobs/:id', element: null },
  ]);
  render(<RouterProvider router={router} />);
  return router;
}
/** Below the names of the columns. */
const rows = () => {
  const [, body] = screen.getAllByRole('rowgroup');
  if (body === undefined) throw new Error('no rows');
  return body;
};
const link = () => screen.getByRole('link', { name: 'Second' });
const click = (init: MouseEventInit = {}) =>
  act(async () => {
    fireEvent.click(link(), init);
    await nextFrame();
  });

it('tells which job is pressed', () => {
  draw();
  fireEvent.pointerDown(link(), { button: 0 });
  expect(press.mock.calls).toEqual([[second]]);
});

it('tells nothing of a press that opens no job here', () => {
  draw();
  fireEvent.pointerDown(link(), { button: 2 });
  for (const button of screen.getAllByRole('button')) fireEvent.pointerDown(button, { button: 0 });
  expect(press).not.toHaveBeenCalled();
});

it('tells that the focus is on the rows', () => {
  draw();
  fireEvent.focus(link());
  expect(near).toHaveBeenCalled();
});

it('follows a link within the page, with the list for the way back', async () => {
  const router = draw();
  await click();
  expect(router.state.location.pathname).toBe('/jobs/job-2');
  expect(router.state.location.state).toEqual({ list: window.location.pathname });
});

it('does nothing between the rows', async () => {
  const router = draw();
  const onError = vi.fn((event: ErrorEvent) => event.preventDefault());
  window.addEventListener('error', onError);
  await act(async () => {
    fireEvent.pointerDown(rows(), { button: 0 });
    fireEvent.click(rows());
    await nextFrame();
  });
  window.removeEventListener('error', onError);
  expect(onError).not.toHaveBeenCalled();
  expect(press).not.toHaveBeenCalled();
  expect(router.state.location.pathname).toBe('/');
});

it.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { altKey: true }])(
  'leaves a click with a key to the browser: %j',
  async (key) => {
    const router = draw();
    // The document of the test has no tabs.
    document.addEventListener('click', (event) => event.preventDefault(), { once: true });
    await click(key);
    expect(router.state.location.pathname).toBe('/');
  },
);
