import { useQuery, useQueryClient } from '@tanstack/react-query';
import { jobList } from '../../api/jobs.ts';
import { problemCode } from '../../lib/api-error.ts';
import { serverTime } from '../../lib/clock.ts';
import { useTranslation } from '../../lib/i18n.ts';
import type { ListView } from '../../lib/list-view.ts';
import { useLive } from '../../lib/preferences.ts';
import { CoverageLine } from './CoverageLine.tsx';
import type { HeldList } from './held-list.ts';

type Props = {
  view: ListView;
  held: HeldList;
  /** True while another question's rows are awaited, and `held` still has the ones before. */
  onItsWay: boolean;
  onRefresh: () => void;
};

/** The coverage line's data: by itself, so that a poll which changes nothing draws this line anew and no row. */
export function ListCoverage({ view, held, onItsWay, onRefresh }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { live, setLive } = useLive();
  const { error, dataUpdatedAt } = useQuery(jobList(view, live));
  const failed = error === null ? null : t(`problem.${problemCode(error)}`);
  // dataUpdatedAt is on this browser's clock, everything that ticks is on the server's.
  const readAt = dataUpdatedAt + (serverTime() - Date.now());
  return (
    <CoverageLine
      list={held.list}
      shown={held.jobs.length}
      readAt={onItsWay ? null : readAt}
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
