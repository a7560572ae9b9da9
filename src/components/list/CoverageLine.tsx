import type { ReactNode } from 'react';
import type { Coverage, JobList } from '../../../contract/job.ts';
import { earliestJobTime } from '../../../contract/job-query.ts';
import type { News } from '../../api/use-stream.ts';
import { serverTime } from '../../lib/clock.ts';
import { dayText, fullTime, growingSpan, numberText, zoneName } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { growingSince } from '../../lib/ticker.ts';
import type { Translate } from '../../lib/translate.ts';
import { Icon } from '../ui/Icon.tsx';
import { LiveText } from '../ui/LiveText.tsx';
import { StatusLine } from '../ui/StatusLine.tsx';
import { TextButton } from '../ui/TextButton.tsx';
import classes from './CoverageLine.module.css';

type Props = {
  list: Pick<JobList, 'total' | 'range' | 'coverage' | 'source' | 'asOf' | 'stale'>;
  /** Number of rows on screen. */
  shown: number;
  /** Time of the last good reply, epoch milliseconds on the server's clock; null while the first one is awaited. */
  readAt: number | null;
  /** Why the last read failed, in words; null when it succeeded. */
  failure: string | null;
  news: News;
  onLive: (live: boolean) => void;
  onRefresh: () => void;
  /** Stands in the middle. */
  children?: ReactNode;
};

/** The range, size and age of the list, with the controls of polling. Amber when the list could not be read again. */
export function CoverageLine(props: Props) {
  const { list, shown, readAt, failure, news, onLive, onRefresh, children } = props;
  const { t, language } = useTranslation();
  const { since, until } = list.range;
  const { unreadable } = list.coverage;
  const isComplete = list.coverage.complete || list.source === 'metastudio';
  const isAllTime = until === null && Date.parse(since) <= Date.parse(earliestJobTime);
  const range =
    until !== null
      ? t('coverage.range', { since: dayText(since, language), until: dayText(until, language) })
      : isAllTime
        ? t('range.all')
        : t('coverage.since', { since: dayText(since, language) });
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
          {t('coverage.shown', {
            shown: numberText(shown, language),
            total: numberText(list.total, language),
          })}
        </Fact>
        {!isComplete && <Fact>{readText(list.coverage, t, language)}</Fact>}
        {list.source === 'metastudio' && <Fact>{t('coverage.direct')}</Fact>}
        {unreadable > 0 && <Fact>{t('coverage.unreadable', { count: unreadable })}</Fact>}
        <Fact>{t('coverage.zone', { zone: zoneName(serverTime(), language) })}</Fact>
        {problem === null && (
          <Fact>
            {readAt === null ? t('coverage.reading') : <Age readAt={readAt} news={news} />}
          </Fact>
        )}
        {news === null && <Fact>{t('coverage.paused')}</Fact>}
      </span>
      {children}
      <span className={classes.controls}>
        <TextButton className={classes.control} onClick={() => onLive(news === null)}>
          <Icon name={news !== null ? 'pause' : 'play'} />
          <span className={classes.word}>
            {news !== null ? t('coverage.pause') : t('coverage.resume')}
          </span>
        </TextButton>
        <TextButton className={classes.control} onClick={onRefresh}>
          <Icon name="refresh" />
          <span className={classes.word}>{t('coverage.refresh')}</span>
        </TextButton>
      </span>
    </StatusLine>
  );
}

/** How much of the first reading of all jobs is done. */
function readText({ read, total }: Coverage, t: Translate, language: string): string {
  return total === null
    ? t('coverage.readSoFar', { read: numberText(read, language) })
    : t('coverage.readOf', {
        read: numberText(read, language),
        total: numberText(total, language),
      });
}

/** A part of the line, with a dot between it and the one before in its line. */
function Fact({ children }: { children: ReactNode }) {
  return <span className={classes.fact}>{children}</span>;
}

/** How old the list is. While a stream is open that has no number, and nothing ticks: what changes is told at once. */
function Age({ readAt, news }: { readAt: number } & Pick<Props, 'news'>) {
  const { t } = useTranslation();
  return (
    <span className={classes.age}>
      <span className={classes.dot} data-live={news !== null} aria-hidden />
      {news === 'open' ? t('coverage.live') : <AgeText readAt={readAt} />}
    </span>
  );
}

/** Milliseconds for which a reading is said to be of just now. */
const justNowMs = 5_000;

function AgeText({ readAt }: { readAt: number }) {
  const { t, language } = useTranslation();
  const textAt = growingSince(readAt, (age) => {
    if (age < justNowMs) return { text: t('coverage.justNow'), step: justNowMs };
    const { text, step } = growingSpan(age, language);
    return { text: t('coverage.age', { span: text }), step };
  });
  return <LiveText textAt={textAt} />;
}
