import { IconAlertTriangle } from '@tabler/icons-react';
import type { Stale } from '../../../contract/job.ts';
import { problemCode } from '../../lib/api-error.ts';
import { fullTime } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import classes from '../list/CoverageLine.module.css';

type Props = {
  asOf: string;
  stale: Stale | null;
  /** Of the last try to read again. */
  error: Error | null;
};

/** Says that what is on screen is old, and why; nothing while it is fresh. */
export function StaleLine({ asOf, stale, error }: Props) {
  const { t, language } = useTranslation();
  const code = stale?.problem.code ?? (error === null ? null : problemCode(error));
  if (code === null) return null;
  return (
    <div className={classes.line} data-trouble>
      <span className={classes.trouble} role="alert">
        <IconAlertTriangle size={16} aria-hidden />
        {t('coverage.stale', { time: fullTime(asOf, language) })} {t(`problem.${code}`)}
      </span>
    </div>
  );
}
