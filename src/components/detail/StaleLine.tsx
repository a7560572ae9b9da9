import type { Stale } from '../../../contract/job.ts';
import { problemCode } from '../../lib/api-error.ts';
import { fullTime } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { StatusLine } from '../ui/StatusLine.tsx';
import classes from './StaleLine.module.css';

type Props = {
  asOf: string;
  stale: Stale | null;
  /** The error of the last read; null when it succeeded. */
  error: Error | null;
};

/** Says that the job on screen is old, and why. The line is there while it is fresh, because what is below must not move. */
export function StaleLine({ asOf, stale, error }: Props) {
  const { t, language } = useTranslation();
  const code = stale?.problem.code ?? (error === null ? null : problemCode(error));
  const time = fullTime(asOf, language);
  return (
    <div className={classes.line}>
      {code !== null && (
        <StatusLine warning={`${t('coverage.stale', { time })} ${t(`problem.${code}`)}`} />
      )}
    </div>
  );
}
