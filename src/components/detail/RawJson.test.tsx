import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createQueryClient } from '../../api/query-client.ts';
import { showLanguage } from '../../lib/i18n.ts';
import { finished } from '../../testing/fixtures.ts';
import { RawJson } from './RawJson.tsx';

const reply = { raw: { job_id: 'job-1', new_field: 7 }, asOf: '2026-05-20T10:05:00Z' };
const fetched: string[] = [];
let answer: () => Response;

beforeEach(() => {
  fetched.length = 0;
  answer = () => Response.json(reply);
  vi.stubGlobal('fetch', async (path: string) => {
    fetched.push(path);
    return answer();
  });
  return showLanguage('en');
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function open() {
  render(
    <MantineProvider>
      <QueryClientProvider client={createQueryClient()}>
        <RawJson job={finished} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  const summary = screen.getByText('Raw data');
  const details = summary.closest('details');
  if (details === null) throw new Error('There is nothing to open.');
  expect(fetched).toEqual([]);
  details.open = true;
  fireEvent(details, new Event('toggle'));
}

it('reads the raw data when it is opened, and shows the field names of MetaStudio', async () => {
  await open();
  const text = await screen.findByRole('region', { name: 'Raw data' });
  expect(text.textContent).toContain('"new_field": 7');
  expect(fetched).toEqual(['/api/jobs/job-1/raw?type=2d']);
});

it('says why the raw data could not be read, and tries again', async () => {
  const problem = { code: 'upstream_timeout', status: 504 };
  answer = () => Response.json(problem, { status: 504 });
  await open();
  await screen.findByText('Couldn’t read the raw data');
  answer = () => Response.json(reply);
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText(/new_field/);
});
