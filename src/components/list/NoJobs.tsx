import { IconFileAlert, IconFilterOff, IconMovie } from '@tabler/icons-react';
import type { JobList } from '../../../contract/job.ts';
import { focusFirst } from '../../lib/focus.ts';
import { useTranslation } from '../../lib/i18n.ts';
import {
  isFiltered,
  type ListView,
  lateStatesOf,
  withoutFilters,
  withWiderRange,
} from '../../lib/list-view.ts';
import type { Translate } from '../../lib/translate.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { jobSheetId, searchBoxId } from './element-ids.ts';
import classes from './NoJobs.module.css';

type ChangeProps = { view: ListView; onChange: (change: Partial<ListView>) => void };
type Props = ChangeProps & { list: Pick<JobList, 'total' | 'coverage'> };

/**
 * An empty list, with a way out: its jobs could not be read, the page is past the end, no job matches the filters, or
 * there are no jobs.
 */
export function NoJobs({ view, list: { total, coverage }, onChange }: Props) {
  const { t } = useTranslation();
  if (coverage.unreadable > 0) {
    return (
      <Notice
        icon={<IconFileAlert size={26} stroke={1.6} />}
        title={t('empty.unreadable')}
        action={null}
      >
        {t('empty.unreadableText', { count: coverage.unreadable })}
      </Notice>
    );
  }
  if (total > 0) {
    return (
      <Notice
        icon={<IconFilterOff size={26} stroke={1.6} />}
        title={t('empty.page')}
        action={
          <Button
            onClick={() => {
              focusFirst(jobSheetId);
              onChange({ page: 1 });
            }}
          >
            {t('empty.firstPage')}
          </Button>
        }
      >
        {t('empty.pageText', { count: total })}
      </Notice>
    );
  }
  const isNoMatch = isFiltered(view);
  const Icon = isNoMatch ? IconFilterOff : IconMovie;
  return (
    <Notice
      icon={<Icon size={26} stroke={1.6} />}
      title={isNoMatch ? t('empty.noMatch') : t('empty.none')}
      action={<WayOut view={view} onChange={onChange} />}
    >
      {reason(view, t)}
    </Notice>
  );
}

/** Why there are no jobs, or what to try. That no job is late is only said when nothing else is filtered by. */
function reason(view: ListView, t: Translate): string {
  if (!isFiltered(view)) return t('empty.noneText');
  const [state, other] = lateStatesOf(view);
  const isLateOnly = state && !other && !isFiltered({ ...view, states: [], late: false });
  return isLateOnly ? t(`empty.late.${state}`) : t('empty.noMatchText');
}

/** The wider range first, which keeps all else. Both buttons disappear with the notice: another element takes the focus. */
function WayOut({ view, onChange }: ChangeProps) {
  const { t } = useTranslation();
  const wider = withWiderRange(view);
  return (
    <span className={classes.actions}>
      {wider !== null && (
        <Button
          onClick={() => {
            focusFirst(jobSheetId);
            onChange(wider);
          }}
        >
          {wider.range === 'all' ? t('empty.allTime') : t('empty.wider')}
        </Button>
      )}
      {isFiltered(view) && (
        <Button
          kind={wider === null ? 'plain' : 'quiet'}
          onClick={() => {
            focusFirst(searchBoxId);
            onChange(withoutFilters(view));
          }}
        >
          {t('filter.reset')}
        </Button>
      )}
    </span>
  );
}
