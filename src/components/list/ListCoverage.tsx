import { useQuery, useQueryClient } from '@tanstack/react-query';
import { jobList } from '../../api/jobs.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { problemCode } from '../../lib/api-error.ts';
import { serverTime } from '../../lib/clock.ts';
import { useTranslation } from '../../lib/i18n.ts';
import type { ListView } from '../../lib/list-view.ts';
import { useLive } from '../../lib/preferences.ts';
import { CoverageLine } from './CoverageLine.tsx';
import classes from './ListCoverage.module.css';
import type { JobListState } from './use-job-list.ts';

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

type Props = { view: ListView; list: JobListState };

/** Data and actions of the coverage line. It has its own query: a poll without changes draws this line and no row. */
export function ListCoverage({ view, list: { held, isStale, showNew } }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { live, setLive } = useLive();
  const { error, dataUpdatedAt } = useQuery(jobList(view, live));
  // dataUpdatedAt is on this browser's clock, the age is shown by the server's.
  const code = error === null ? null : problemCode(error);
  const readAt = dataUpdatedAt + (serverTime() - Date.now());
  return (
    <div ref={measureCoverage} className={classes.coverage}>
      {held !== undefined && (
        <CoverageLine
          list={held.list}
          shown={held.jobs.length}
          readAt={isStale ? null : readAt}
          // The end of the session has its own bar.
          failure={code === null || code === 'unauthenticated' ? null : t(`problem.${code}`)}
          live={live}
          onLive={(nextLive) => {
            setLive(nextLive);
            if (nextLive) void client.invalidateQueries({ queryKey: queryKeys.jobLists });
          }}
          onRefresh={() => {
            void client
              .refetchQueries({ queryKey: queryKeys.jobLists, type: 'active' })
              .then(showNew);
          }}
        />
      )}
    </div>
  );
}
