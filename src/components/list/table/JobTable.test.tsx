// @vitest-environment node
import { MantineProvider } from '@mantine/core';
import { renderToString } from 'react-dom/server';
import { StaticRouter } from 'react-router';
import { beforeAll, expect, it } from 'vitest';
import { showLanguage } from '../../../lib/i18n.ts';
import { finished, waiting } from '../../../testing/fixtures.ts';
import { JobTable } from './JobTable.tsx';

beforeAll(() => showLanguage('en'));

it('renders on a server, without a window', () => {
  expect(typeof window).toBe('undefined');
  const html = renderToString(
    <MantineProvider>
      <StaticRouter location="/">
        <JobTable
          jobs={[finished, { ...waiting, id: 'job-2', name: '<script>' }]}
          sort="created"
          dir="desc"
          onSort={() => {}}
          onIntent={() => {}}
          changeCounts={new Map()}
          isStale={false}
          jobIntent={{ near: async () => true, press: () => {} }}
          actions={{ cancel: () => {}, cancelForbidden: null }}
        />
      </StaticRouter>
    </MantineProvider>,
  );
  expect(html.match(/<tr/g)).toHaveLength(3);
  expect(html).toContain('新品发布');
  expect(html).toContain('&lt;script&gt;');
  expect(html).toContain('Waiting ');
  // The page's security policy allows no style attributes, and Mantine writes them.
  expect(html).not.toMatch(/ style=/);
});
