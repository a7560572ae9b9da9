import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { JobList } from '../../contract/job.ts';
import { jobList } from '../api/jobs.ts';
import { problemCode } from '../apiError.ts';
import { serverTime } from '../clock.ts';
import { CoverageLine } from '../components/CoverageLine.tsx';
import { useTranslation } from '../i18n.ts';
import type { ListView } from '../listView.ts';
import { useLive } from '../preferences.ts';

type Props = { view: ListView; list: JobList; shown: number; onRefresh: () => void };

/** The coverage line's data: by itself, so that a poll which changes nothing draws this line anew and no row. */
export function ListCoverage({ view, list, shown, onRefresh }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { live, setLive } = useLive();
  const { error, dataUpdatedAt } = useQuery(jobList(view, live));
  const failed = error === null ? null : t(`problem.${problemCode(error)}`);
  // dataUpdatedAt is on this browser's clock, everything that ticks is on the server's.
  const readAt = dataUpdatedAt + (serverTime() - Date.now());
  return (
    <CoverageLine
      list={list}
      shown={shown}
      readAt={readAt}
      failed={failed}
      live={live}
      onLive={(on) => {
        setLive(on);
        if (on) void client.invalidateQueries({ queryKey: ['jobList'] });
      }}
      onRefresh={() => {
        void client.refetchQueries({ queryKey: ['jobList'], type: 'active' }).then(onRefresh);
        void client.invalidateQueries({ queryKey: ['jobCounts'] });
      }}
    />
  );
}
