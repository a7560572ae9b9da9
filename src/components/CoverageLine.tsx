import {
  IconAlertTriangle,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
} from '@tabler/icons-react';
import type { JobList } from '../../contract/job.ts';
import { useNow } from '../clock.ts';
import { fullTime, spanInWords } from '../format.ts';
import { useTranslation } from '../i18n.ts';
import classes from './CoverageLine.module.css';

type Props = {
  list: Pick<JobList, 'total' | 'range' | 'asOf' | 'stale'>;
  /** How many rows are on screen. */
  shown: number;
  /** When this browser got its last good answer, epoch milliseconds on the server's clock. */
  readAt: number;
  /** Set when the last try to read again got nowhere: words for why. */
  failed: string | null;
  live: boolean;
  onLive: (live: boolean) => void;
  onRefresh: () => void;
};

/** What the list covers and how old it is: always there, and amber when it could not be read again. */
export function CoverageLine({ list, shown, readAt, failed, live, onLive, onRefresh }: Props) {
  const { t, language } = useTranslation();
  const number = new Intl.NumberFormat(language);
  const day = (iso: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(iso));
  const { since, until } = list.range;
  const trouble = list.stale !== null ? t(`problem.${list.stale.problem.code}`) : failed;
  return (
    <div className={classes.line} data-trouble={trouble !== null || undefined}>
      {trouble !== null && (
        <span className={classes.trouble} role="alert">
          <IconAlertTriangle size={16} aria-hidden />
          {t('coverage.stale', { time: fullTime(list.asOf, language) })} {trouble}
        </span>
      )}
      <span className={classes.facts}>
        {until === null
          ? t('coverage.since', { since: day(since) })
          : t('coverage.range', { since: day(since), until: day(until) })}
        <i aria-hidden>·</i>
        {t('coverage.shown', { shown: number.format(shown), total: number.format(list.total) })}
        {trouble === null && (
          <>
            <i aria-hidden>·</i>
            {live ? <Age readAt={readAt} /> : <span>{t('coverage.paused')}</span>}
          </>
        )}
      </span>
      <span className={classes.controls}>
        <button type="button" className={classes.control} onClick={() => onLive(!live)}>
          {live ? (
            <IconPlayerPause size={15} aria-hidden />
          ) : (
            <IconPlayerPlay size={15} aria-hidden />
          )}
          {live ? t('coverage.pause') : t('coverage.resume')}
        </button>
        <button type="button" className={classes.control} onClick={onRefresh}>
          <IconRefresh size={15} aria-hidden />
          {t('coverage.refresh')}
        </button>
      </span>
    </div>
  );
}

function Age({ readAt }: { readAt: number }) {
  const { t, language } = useTranslation();
  const age = useNow() - readAt;
  return (
    <span className={classes.age}>
      <span className={classes.dot} aria-hidden />
      {age < 5_000
        ? t('coverage.justNow')
        : t('coverage.age', { span: spanInWords(age, language) })}
    </span>
  );
}
