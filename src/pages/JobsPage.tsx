import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Job } from '../../contract/job.ts';
import { jobCounts, jobList } from '../api/jobs.ts';
import { session } from '../api/session.ts';
import { setServerNow } from '../clock.ts';
import { Announcer } from '../components/Announcer.tsx';
import { JobTable } from '../components/JobTable.tsx';
import type { JobActions } from '../components/jobColumns.tsx';
import { NewJobs } from '../components/NewJobs.tsx';
import { NoJobs } from '../components/NoJobs.tsx';
import { Pager } from '../components/Pager.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { RangeFilter } from '../components/RangeFilter.tsx';
import { SearchBox } from '../components/SearchBox.tsx';
import { StateFilter } from '../components/StateFilter.tsx';
import { TableSkeleton } from '../components/TableSkeleton.tsx';
import { TypeFilter } from '../components/TypeFilter.tsx';
import { useTranslation } from '../i18n.ts';
import { defaultView, type ListView, readListView, writeListView } from '../listView.ts';
import { useLive } from '../preferences.ts';
import classes from './JobsPage.module.css';
import { ListCoverage } from './ListCoverage.tsx';
import { useHeldList } from './useHeldList.ts';

const CancelFlow = lazy(() => import('./CancelFlow.tsx'));

/** The page's URL as a view, and the way to change it: any change but turning the page returns to the first one. */
function useListView(): [ListView, (change: Partial<ListView>) => void] {
  const [params, setParams] = useSearchParams();
  const view = useMemo(() => readListView(params), [params]);
  const change = useCallback(
    (part: Partial<ListView>) =>
      setParams((before) => writeListView({ ...readListView(before), page: 1, ...part }), {
        preventScrollReset: true,
      }),
    [setParams],
  );
  return [view, change];
}

/** The home page: every video job that the URL asks for, kept up to date without moving under the reader. */
export function Component() {
  const { t } = useTranslation();
  const [view, change] = useListView();
  const live = useLive((state) => state.live);
  const { data: who } = useQuery(session());
  const { data, error, isPlaceholderData, refetch } = useQuery(jobList(view, live));
  const { data: counted } = useQuery(jobCounts(view, live));
  const question = writeListView(view);
  const list = isPlaceholderData ? undefined : data;
  const { held, takeIn } = useHeldList(question, list, live);
  const [cancelling, setCancelling] = useState<Job | null>(null);

  useEffect(() => {
    document.title = `${t('jobs.title')} · Dailies`;
  }, [t]);
  useEffect(() => {
    if (data !== undefined) setServerNow(data.serverNow);
  }, [data]);

  const cancelForbidden = who === undefined || who.can.cancel ? null : t('cancel.forbidden');
  const actions = useMemo<JobActions>(
    () => ({ cancel: setCancelling, cancelForbidden }),
    [cancelForbidden],
  );

  const content = () => {
    if (held === undefined) {
      return error === null ? (
        <TableSkeleton />
      ) : (
        <ProblemNotice error={error} title={t('jobs.failed')} onRetry={() => void refetch()} />
      );
    }
    if (held.jobs.length === 0) {
      return <NoJobs view={view} total={held.list.total} onChange={change} />;
    }
    return (
      <JobTable
        jobs={held.jobs}
        sort={view.sort}
        dir={view.dir}
        onSort={(sort, dir) => change({ sort, dir })}
        changes={held.changed}
        loading={isPlaceholderData}
        actions={actions}
      />
    );
  };

  return (
    <>
      <h1 className="visually-hidden">{t('jobs.title')}</h1>
      <div className={classes.filters}>
        <StateFilter
          chosen={view.states}
          counts={counted?.counts}
          onChange={(states) => change({ states })}
        />
        <div className={classes.fields}>
          <SearchBox
            key={`${view.searchBy} ${view.search}`}
            field={view.searchBy}
            text={view.search}
            onSearch={(searchBy, search) => change({ searchBy, search })}
          />
          <TypeFilter type={view.type} onChange={(type) => change({ type })} />
          <RangeFilter range={view.range} since={view.since} until={view.until} onChange={change} />
          {question !== '' && (
            <Button variant="subtle" onClick={() => change(defaultView)}>
              {t('filter.reset')}
            </Button>
          )}
        </div>
      </div>
      {held !== undefined && (
        <ListCoverage view={view} list={held.list} shown={held.jobs.length} onRefresh={takeIn} />
      )}
      {held !== undefined && <NewJobs arrived={held.arrived} page={view.page} onTakeIn={takeIn} />}
      <section className={classes.sheet} aria-label={t('jobs.title')}>
        {content()}
        {held !== undefined && (held.list.total > view.size || view.page > 1) && (
          <Pager
            page={view.page}
            size={view.size}
            total={held.list.total}
            onPage={(page) => {
              change({ page });
              window.scrollTo({ top: 0 });
            }}
            onSize={(size) => change({ size })}
          />
        )}
      </section>
      <Announcer changes={held?.changes ?? []} />
      {cancelling !== null && (
        <Suspense>
          <CancelFlow
            job={held?.jobs.find((job) => job.id === cancelling.id) ?? cancelling}
            onClose={() => setCancelling(null)}
          />
        </Suspense>
      )}
    </>
  );
}
