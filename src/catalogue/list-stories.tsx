import type { LateCounts } from '../../contract/job.ts';
import { jobStates } from '../../contract/state.ts';
import { queryKeys } from '../api/query-keys.ts';
import { CoverageLine } from '../components/list/CoverageLine.tsx';
import { JobFilters } from '../components/list/filters/JobFilters.tsx';
import { NewJobs } from '../components/list/NewJobs.tsx';
import { NoJobs } from '../components/list/NoJobs.tsx';
import { Pager } from '../components/list/Pager.tsx';
import { JobTable } from '../components/list/table/JobTable.tsx';
import { TableSkeleton } from '../components/list/table/TableSkeleton.tsx';
import { ViewStrip } from '../components/list/views/ViewStrip.tsx';
import { serverTime } from '../lib/clock.ts';
import { defaultView, type ListView } from '../lib/list-view.ts';
import { counts, coverage, finished, jobIn, listOf, stale, waiting } from '../testing/fixtures.ts';
import { movingStories } from './moving-jobs.ts';
import { ignore, type Story, type StoryGroup } from './story.ts';
import { WithQueries } from './WithQueries.tsx';

const noLateJobs: LateCounts = { WAITING: 0, PROCESSING: 0 };

function filters(name: string, view: ListView, late: LateCounts = noLateJobs): Story {
  return {
    name,
    content: (
      <WithQueries
        replies={[{ queryKey: queryKeys.jobList(view), reply: { ...listOf(), counts, late } }]}
      >
        <JobFilters view={view} onChange={ignore} />
      </WithQueries>
    ),
  };
}

function coverageLine(name: string, props: Partial<Parameters<typeof CoverageLine>[0]>): Story {
  return {
    name,
    content: (
      <CoverageLine
        list={listOf(finished, waiting)}
        shown={2}
        readAt={serverTime()}
        failure={null}
        news="open"
        onLive={ignore}
        onRefresh={ignore}
        {...props}
      />
    ),
  };
}

function table(name: string, props: Partial<Parameters<typeof JobTable>[0]>): Story {
  return {
    name,
    content: (
      <JobTable
        jobs={jobStates.map((state) => ({ ...jobIn(state), id: state }))}
        sort="created"
        dir="desc"
        onSort={ignore}
        onIntent={ignore}
        changeCounts={new Map()}
        isStale={false}
        jobIntent={{ near: async () => true, press: ignore }}
        actions={{ cancel: ignore, cancelForbidden: null }}
        {...props}
      />
    ),
  };
}

export const listStories: StoryGroup[] = [
  {
    component: 'JobFilters',
    stories: [
      filters('no filter', defaultView),
      filters('several filters', { ...defaultView, states: ['FAILED', 'BLOCK'], type: 'photo' }),
      filters('late jobs', defaultView, { WAITING: 3, PROCESSING: 1 }),
      filters('late jobs only', { ...defaultView, states: ['WAITING'], late: true }),
      filters('dates', { ...defaultView, since: '2026-05-01', until: '2026-05-09' }),
      filters('invalid id', { ...defaultView, searchBy: 'jobId', search: 'not an id' }),
    ],
  },
  {
    component: 'ViewStrip',
    stories: [
      {
        name: 'all',
        content: (
          <WithQueries replies={[]}>
            <ViewStrip view={defaultView} onChange={ignore} />
          </WithQueries>
        ),
      },
    ],
  },
  {
    component: 'CoverageLine',
    stories: [
      coverageLine('fresh', {}),
      coverageLine('first read', { readAt: null }),
      coverageLine('polled', { news: 'polls' }),
      coverageLine('paused', { news: null }),
      coverageLine('first reading', {
        list: {
          ...listOf(finished),
          coverage: { ...coverage(3200, 0), complete: false, total: 12_000 },
        },
      }),
      coverageLine('from MetaStudio', { list: { ...listOf(finished), source: 'metastudio' } }),
      coverageLine('stale copy', { list: { ...listOf(finished), stale } }),
      coverageLine('not read', { failure: 'The network is down.' }),
      coverageLine('unreadable entries', {
        list: { ...listOf(finished), coverage: coverage(1, 2) },
      }),
    ],
  },
  {
    component: 'NewJobs',
    stories: [
      { name: 'first page', content: <NewJobs count={3} page={1} onShow={ignore} /> },
      { name: 'later page', content: <NewJobs count={3} page={2} onShow={ignore} /> },
    ],
  },
  {
    component: 'JobTable',
    stories: [
      table('every state', {}),
      table('previous view', { isStale: true }),
      table('unknown fields', {
        jobs: [{ ...finished, name: null, type: null, createdAt: null, durationSeconds: null }],
      }),
      table('changed row', { jobs: [finished], changeCounts: new Map([[finished.id, 1]]) }),
      table('found in the script', {
        jobs: [finished, { ...jobIn('FAILED'), id: 'failed' }].map((job) => ({
          ...job,
          foundInScript: true,
        })),
      }),
      table('moving jobs', { jobs: movingStories.map(({ job }) => job), sort: 'waited' }),
      table('sorted by update', { jobs: [finished], sort: 'updated', dir: 'asc' }),
    ],
  },
  { component: 'TableSkeleton', stories: [{ name: 'usual', content: <TableSkeleton /> }] },
  {
    component: 'NoJobs',
    stories: [
      { name: 'no jobs', content: <NoJobs view={defaultView} list={listOf()} onChange={ignore} /> },
      {
        name: 'no match',
        content: (
          <NoJobs view={{ ...defaultView, search: 'x' }} list={listOf()} onChange={ignore} />
        ),
      },
      {
        name: 'no late job',
        content: (
          <NoJobs
            view={{ ...defaultView, states: ['WAITING'], late: true }}
            list={listOf()}
            onChange={ignore}
          />
        ),
      },
      {
        name: 'past the end',
        content: (
          <NoJobs
            view={{ ...defaultView, page: 9 }}
            list={{ ...listOf(), total: 40 }}
            onChange={ignore}
          />
        ),
      },
      {
        name: 'unreadable',
        content: (
          <NoJobs
            view={defaultView}
            list={{ ...listOf(), coverage: coverage(0, 2) }}
            onChange={ignore}
          />
        ),
      },
    ],
  },
  {
    component: 'Pager',
    stories: [1, 2, 5].map((page) => ({
      name: `page ${page} of 5`,
      content: (
        <Pager
          page={page}
          size={20}
          total={100}
          onPage={ignore}
          onIntent={ignore}
          onSize={ignore}
        />
      ),
    })),
  },
];
