import { IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import type { JobList } from '../../../contract/job.ts';
import { serverTime, useNow } from '../../lib/clock.ts';
import { fullTime, spanInWords, zoneName } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { StatusLine } from '../ui/StatusLine.tsx';
import classes from './CoverageLine.module.css';

type Props = {
  list: Pick<JobList, 'total' | 'range' | 'asOf' | 'stale'>;
  /** How many rows are on screen. */
  shown: number;
  /** When the last good answer came, epoch milliseconds on the server's clock; null while the first one is awaited. */
  readAt: number | null;
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
  // What the proxy says of its own copy, or else when this page was last answered.
  const dataFrom =
    list.stale !== null || readAt === null ? list.asOf : new Date(readAt).toISOString();
  return (
    <StatusLine
      warning={
        trouble && `${t('coverage.stale', { time: fullTime(dataFrom, language) })} ${trouble}`
      }
    >
      <span className={classes.facts}>
        {until === null
          ? t('coverage.since', { since: day(since) })
          : t('coverage.range', { since: day(since), until: day(until) })}
        <i aria-hidden>·</i>
        {t('coverage.shown', { shown: number.format(shown), total: number.format(list.total) })}
        <i aria-hidden>·</i>
        {t('coverage.zone', { zone: zoneName(serverTime(), language) })}
        {trouble === null && (
          <>
            <i aria-hidden>·</i>
            {readAt === null ? t('coverage.reading') : <Age readAt={readAt} live={live} />}
          </>
        )}
        {!live && (
          <>
            <i aria-hidden>·</i>
            <span>{t('coverage.paused')}</span>
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
    </StatusLine>
  );
}

function Age({ readAt, live }: { readAt: number; live: boolean }) {
  const { t, language } = useTranslation();
  const age = useNow() - readAt;
  return (
    <span className={classes.age}>
      <span className={classes.dot} data-live={live} aria-hidden />
      {age < 5_000
        ? t('coverage.justNow')
        : t('coverage.age', { span: spanInWords(age, language) })}
    </span>
  );
}
