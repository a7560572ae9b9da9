import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useSearchParams } from 'react-router';
import type { Job } from '../../../contract/job.ts';
import { jobCounts, jobList } from '../../api/jobs.ts';
import { session } from '../../api/session.ts';
import { Announcer } from '../../components/list/Announcer.tsx';
import { menuPlaceId } from '../../components/list/JobMenuButton.tsx';
import { JobTable } from '../../components/list/JobTable.tsx';
import type { JobActions } from '../../components/list/job-actions.ts';
import { ListCoverage } from '../../components/list/ListCoverage.tsx';
import { NewJobs } from '../../components/list/NewJobs.tsx';
import { NoJobs } from '../../components/list/NoJobs.tsx';
import { Pager } from '../../components/list/Pager.tsx';
import { RangeFilter } from '../../components/list/RangeFilter.tsx';
import { SearchBox } from '../../components/list/SearchBox.tsx';
import { SortPicker } from '../../components/list/SortPicker.tsx';
import { StateFilter } from '../../components/list/StateFilter.tsx';
import { TableSkeleton } from '../../components/list/TableSkeleton.tsx';
import { TypeFilter } from '../../components/list/TypeFilter.tsx';
import { useHeldList } from '../../components/list/use-held-list.ts';
import { ProblemNotice } from '../../components/ui/ProblemNotice.tsx';
import { useTranslation } from '../../lib/i18n.ts';
import {
  isNarrowed,
  type ListView,
  readListView,
  withoutFilters,
  writeListView,
} from '../../lib/list-view.ts';
import { useLive } from '../../lib/preferences.ts';
import classes from './JobsPage.module.css';

const CancelFlow = lazy(() => import('../../components/cancel/CancelFlow.tsx'));

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
  const { held, takeIn } = useHeldList(question, isPlaceholderData ? undefined : data, live);
  const [cancelling, setCancelling] = useState<Job | null>(null);
  const sheet = useRef<HTMLElement>(null);

  useEffect(() => {
    document.title = `${t('jobs.title')} · Dailies`;
  }, [t]);

  const cancelForbidden = who === undefined || who.can.cancel ? null : t('cancel.forbidden');
  const actions = useMemo<JobActions>(
    () => ({ cancel: setCancelling, cancelForbidden }),
    [cancelForbidden],
  );
  // The rows of the question before stay, dimmed, while the next ones are on their way; not when those have failed.
  const onItsWay = held?.question !== question;
  const shown = onItsWay && error !== null ? undefined : held;

  const content = () => {
    if (shown === undefined) {
      return error === null ? (
        <TableSkeleton />
      ) : (
        <ProblemNotice error={error} title={t('jobs.failed')} onRetry={() => void refetch()} />
      );
    }
    if (shown.jobs.length === 0) {
      return <NoJobs view={view} total={shown.list.total} onChange={change} />;
    }
    return (
      <JobTable
        jobs={shown.jobs}
        sort={view.sort}
        dir={view.dir}
        onSort={(sort, dir) => change({ sort, dir })}
        changes={shown.changed}
        loading={onItsWay}
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
            field={view.searchBy}
            text={view.search}
            onSearch={(searchBy, search) => change({ searchBy, search })}
          />
          <TypeFilter type={view.type} onChange={(type) => change({ type })} />
          <RangeFilter range={view.range} since={view.since} until={view.until} onChange={change} />
          <SortPicker sort={view.sort} dir={view.dir} onChange={change} />
          {isNarrowed(view) && (
            <Button variant="subtle" onClick={() => change(withoutFilters(view))}>
              {t('filter.reset')}
            </Button>
          )}
        </div>
      </div>
      <div className={classes.coverage}>
        {shown !== undefined && (
          <ListCoverage view={view} held={shown} onItsWay={onItsWay} onRefresh={takeIn} />
        )}
      </div>
      <NewJobs
        arrived={shown?.arrived ?? []}
        page={view.page}
        onTakeIn={() => {
          flushSync(takeIn);
          // The button that was pressed is gone; what it brought has the focus.
          sheet.current?.querySelector<HTMLElement>('tbody a')?.focus();
        }}
      />
      <section ref={sheet} className={classes.sheet} aria-label={t('jobs.title')}>
        {content()}
        {shown !== undefined && (shown.list.total > view.size || view.page > 1) && (
          <Pager
            page={view.page}
            size={view.size}
            total={shown.list.total}
            onPage={(page) => {
              change({ page });
              window.scrollTo({ top: 0 });
            }}
            onSize={(size) => change({ size })}
          />
        )}
      </section>
      <Announcer
        changes={shown?.changes ?? []}
        sequence={[...(shown?.changed.values() ?? [])].reduce((sum, count) => sum + count, 0)}
      />
      {cancelling !== null && (
        <Suspense>
          <CancelFlow
            job={held?.jobs.find((job) => job.id === cancelling.id) ?? cancelling}
            returnTo={[menuPlaceId(cancelling)]}
            onClose={() => setCancelling(null)}
          />
        </Suspense>
      )}
    </>
  );
}
