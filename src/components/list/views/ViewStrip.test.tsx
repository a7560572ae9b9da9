import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { showLanguage } from '../../../lib/i18n.ts';
import { defaultView, type ListView, readListView } from '../../../lib/list-view.ts';
import { builtInViews } from './built-in-views.ts';
import { ViewStrip } from './ViewStrip.tsx';

beforeEach(() => showLanguage('en'));
afterEach(cleanup);

function draw(view: ListView) {
  const onChange = vi.fn<(view: ListView) => void>();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ViewStrip view={view} onChange={onChange} />
    </QueryClientProvider>,
  );
  return onChange;
}

const current = () =>
  screen
    .getAllByRole('link')
    .filter((link) => link.getAttribute('aria-current') === 'page')
    .map(({ textContent }) => textContent);

it('leads to each view by a link of its own, and keeps the number of rows', () => {
  draw({ ...defaultView, states: ['BLOCK'], size: 50, page: 3 });
  const links = screen.getAllByRole('link').map((link) => link.getAttribute('href') ?? '');
  expect(links.map((link) => readListView(link.slice(1)))).toEqual(
    builtInViews.map(({ view }) => ({ ...view, size: 50 })),
  );
});

it('changes the view within the page, unless the click is for another tab', () => {
  const onChange = draw(defaultView);
  const late = screen.getByRole('link', { name: 'Waiting too long' });
  // The document of the test has no tabs.
  document.addEventListener('click', (event) => event.preventDefault(), { once: true });
  fireEvent.click(late, { ctrlKey: true });
  expect(onChange).not.toHaveBeenCalled();
  fireEvent.click(late);
  expect(onChange).toHaveBeenCalledWith({
    ...defaultView,
    states: ['WAITING'],
    late: true,
    range: 'all',
    sort: 'waited',
  });
});

it('marks the view that is shown, on any of its pages', () => {
  draw({ ...defaultView, page: 2 });
  expect(current()).toEqual(['All']);
  cleanup();
  draw({ ...defaultView, search: 'Alpha' });
  expect(current()).toEqual([]);
});
