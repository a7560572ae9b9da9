import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import { jobList } from '../../api/job-list.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { problemCode } from '../../lib/api-error.ts';
import { serverTimeOf } from '../../lib/clock.ts';
import { useTranslation } from '../../lib/i18n.ts';
import type { ListView } from '../../lib/list-view.ts';
import { useLive } from '../../lib/preferences.ts';
import { CoverageLine } from './CoverageLine.tsx';
import { jobSheetId } from './element-ids.ts';
import classes from './ListCoverage.module.css';
import { NewJobs } from './NewJobs.tsx';
import type { JobListState } from './use-job-list.ts';
import { useListNews } from './use-list-news.ts';

/** Tells the style sheets how high the line is: the table's head sticks below it. */
function measureCoverage(element: HTMLElement | null) {
  if (element === null) return undefined;
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() =>
    style.setProperty('--coverage-height', `${element.offsetHeight}px`),
  );
  observer.observe(element);
  return () => observer.disconnect();
}

type Props = { view: ListView; state: JobListState };

/** Data and actions of the coverage line. It has its own query, which polls: a poll without changes draws this line and no row. */
export function ListCoverage({ view, state }: Props) {
  const { list, isStale } = state;
  const { t } = useTranslation();
  const client = useQueryClient();
  const setLive = useLive((state) => state.setLive);
  const news = useListNews(view, isStale ? undefined : list);
  const { error, dataUpdatedAt } = useQuery(jobList(view, news === 'polls'));
  const arrived = list?.anchor?.arrived ?? 0;
  // The button that was clicked goes when the new jobs are there: the first one takes the focus.
  const isShowing = useRef(false);
  useEffect(() => {
    if (arrived > 0 || !isShowing.current) return;
    isShowing.current = false;
    document.getElementById(jobSheetId)?.querySelector<HTMLElement>('tbody a')?.focus();
  }, [arrived]);
  // Where no row is held there is none to move: what arrives is shown at once. After a start of the proxy that is what its
  // first reading brings.
  const isUnheld = list?.jobs.length === 0 && arrived > 0 && !isStale;
  const showArrived = useEffectEvent(() => void state.showLatest());
  useEffect(() => {
    if (isUnheld) showArrived();
  }, [isUnheld]);
  const showNew = () => {
    isShowing.current = true;
    void state.showLatest();
  };
  // dataUpdatedAt is on this browser's clock, the age is shown by the server's.
  const code = error === null ? null : problemCode(error);
  const readAt = serverTimeOf(dataUpdatedAt);
  return (
    <div ref={measureCoverage} className={classes.coverage}>
      {list !== undefined && (
        <CoverageLine
          list={list}
          shown={list.jobs.length}
          readAt={isStale ? null : readAt}
          // The end of the session has its own bar.
          failure={
            code === null || code === 'unauthenticated' || code === 'no_role'
              ? null
              : t(`problem.${code}`)
          }
          news={news}
          onLive={(nextLive) => {
            setLive(nextLive);
            if (nextLive) void client.invalidateQueries({ queryKey: queryKeys.jobLists });
          }}
          onRefresh={() => void state.showLatest()}
        >
          <NewJobs count={arrived} page={view.page} onShow={showNew} />
        </CoverageLine>
      )}
    </div>
  );
}
