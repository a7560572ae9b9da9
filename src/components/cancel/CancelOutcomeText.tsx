import type { CancelOutcome } from '../../../contract/cancel.ts';
import type { Job } from '../../../contract/job.ts';
import type { ProblemSummary } from '../../../contract/problem.ts';
import { fullTime } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { ProblemText } from '../ui/ProblemText.tsx';
import classes from './CancelOutcomeText.module.css';

type Props = { outcome: CancelOutcome; job: Job; problem: ProblemSummary | null };

const tones: Record<CancelOutcome, 'good' | 'quiet' | 'bad'> = {
  canceled: 'good',
  already_canceled: 'quiet',
  too_late: 'quiet',
  refused: 'bad',
  not_found: 'bad',
  not_sent: 'bad',
  unconfirmed: 'quiet',
};

/** What became of a cancel, as the job's own state tells it. */
export function CancelOutcomeText({ outcome, job, problem }: Props) {
  const { t, language } = useTranslation();
  const ended = job.endedAt !== null;
  const at = job.endedAt ?? job.startedAt;
  const text = () => {
    if (outcome !== 'too_late' || at === null) return t(`cancel.outcome.${outcome}`);
    const time = fullTime(at, language);
    return ended ? t('cancel.outcome.endedAt', { time }) : t('cancel.outcome.startedAt', { time });
  };
  return (
    <div className={classes.outcome} data-tone={tones[outcome]}>
      <p className={classes.text}>{text()}</p>
      {problem !== null && (outcome === 'refused' || outcome === 'not_sent') && (
        <ProblemText code={problem.code} upstream={problem.upstream} />
      )}
    </div>
  );
}
