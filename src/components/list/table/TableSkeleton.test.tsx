import { MantineProvider } from '@mantine/core';
import { cleanup, render } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, it } from 'vitest';
import { showLanguage } from '../../../lib/i18n.ts';
import { finished } from '../../../testing/fixtures.ts';
import { JobTable } from './JobTable.tsx';
import { TableSkeleton } from './TableSkeleton.tsx';

afterEach(cleanup);

/** Class and words of each head cell, and the class of each cell of the first row. */
function columnsOf(container: HTMLElement) {
  const cells = (selector: string) => [...container.querySelectorAll(selector)];
  return {
    // The table names its last column for screen readers, which read nothing of the placeholder.
    heads: cells('thead th').map(({ className, textContent }, i, all) =>
      i === all.length - 1 ? [className] : [className, textContent],
    ),
    row: cells('tbody tr:first-child td').map(({ className }) => className),
  };
}

it.each(['en', 'zh-CN'] as const)('has the columns of the table, in %s', async (language) => {
  await showLanguage(language);
  const table = render(
    <MantineProvider>
      <MemoryRouter>
        <JobTable
          jobs={[finished]}
          sort="created"
          dir="desc"
          onSort={() => {}}
          onIntent={() => {}}
          changeCounts={new Map()}
          isStale={false}
          jobIntent={{ near: async () => true, press: () => {} }}
          actions={{ cancel: () => {}, cancelForbidden: null }}
        />
      </MemoryRouter>
    </MantineProvider>,
  );
  const placeholder = render(<TableSkeleton />);
  const columns = columnsOf(placeholder.container);
  expect(columns).toEqual(columnsOf(table.container));
  expect(columns.heads.length).toBeGreaterThan(3);
  expect(new Set(columns.row).size).toBe(columns.heads.length);
});
