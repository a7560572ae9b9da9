import { IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { JobList } from '../../../contract/job.ts';
import { earliestJobTime } from '../../../contract/job-query.ts';
import { serverTime, useNow } from '../../lib/clock.ts';
import { fullTime, spanInWords, zoneName } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { StatusLine } from '../ui/StatusLine.tsx';
import { TextButton } from '../ui/TextButton.tsx';
import classes from './CoverageLine.module.css';

type Props = {
  list: Pick<JobList, 'total' | 'range' | 'coverage' | 'asOf' | 'stale'>;
  /** Number of rows on screen. */
  shown: number;
  /** Time of the last good reply, epoch milliseconds on the server's clock; null while the first one is awaited. */
  readAt: number | null;
  /** Why the last read failed, in words; null when it succeeded. */
  failure: string | null;
  live: boolean;
  onLive: (live: boolean) => void;
  onRefresh: () => void;
};

/** The range, size and age of the list, with the controls of polling. Amber when the list could not be read again. */
export function CoverageLine({ list, shown, readAt, failure, live, onLive, onRefresh }: Props) {
  const { t, language } = useTranslation();
  const number = new Intl.NumberFormat(language);
  const day = (iso: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(iso));
  const { since, until } = list.range;
  const { unreadable } = list.coverage;
  const isAllTime = until === null && Date.parse(since) <= Date.parse(earliestJobTime);
  const range =
    until !== null
      ? t('coverage.range', { since: day(since), until: day(until) })
      : isAllTime
        ? t('range.all')
        : t('coverage.since', { since: day(since) });
  const problem = list.stale === null ? failure : t(`problem.${list.stale.problem.code}`);
  // The age of the proxy's own copy when that is stale, or else the time of the last reply.
  const dataFrom =
    list.stale !== null || readAt === null ? list.asOf : new Date(readAt).toISOString();
  return (
    <StatusLine
      warning={
        problem && `${t('coverage.stale', { time: fullTime(dataFrom, language) })} ${problem}`
      }
    >
      <span className={classes.facts}>
        <Fact>{range}</Fact>
        <Fact>
          {t('coverage.shown', { shown: number.format(shown), total: number.format(list.total) })}
        </Fact>
        {unreadable > 0 && <Fact>{t('coverage.unreadable', { count: unreadable })}</Fact>}
        <Fact>{t('coverage.zone', { zone: zoneName(serverTime(), language) })}</Fact>
        {problem === null && (
          <Fact>
            {readAt === null ? t('coverage.reading') : <Age readAt={readAt} live={live} />}
          </Fact>
        )}
        {!live && <Fact>{t('coverage.paused')}</Fact>}
      </span>
      <span className={classes.controls}>
        <TextButton className={classes.control} onClick={() => onLive(!live)}>
          {live ? (
            <IconPlayerPause size={15} aria-hidden />
          ) : (
            <IconPlayerPlay size={15} aria-hidden />
          )}
          <span className={classes.word}>{live ? t('coverage.pause') : t('coverage.resume')}</span>
        </TextButton>
        <TextButton className={classes.control} onClick={onRefresh}>
          <IconRefresh size={15} aria-hidden />
          <span className={classes.word}>{t('coverage.refresh')}</span>
        </TextButton>
      </span>
    </StatusLine>
  );
}

/** A part of the line. The dot behind it stays with it, so that no line begins with one. */
function Fact({ children }: { children: ReactNode }) {
  return <span className={classes.fact}>{children}</span>;
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
