import type { CancelOutcome } from '../../../contract/cancel.ts';
import type { Job } from '../../../contract/job.ts';
import type { ProblemSummary } from '../../../contract/problem.ts';
import { fullTime } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { ProblemText } from '../ui/ProblemText.tsx';
import classes from './CancelOutcomeText.module.css';
import { cancelProblemText } from './cancel-problems.ts';

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

/** The result of a cancel, with the time of the job's start or end when it came too late. */
export function CancelOutcomeText({ outcome, job, problem }: Props) {
  const { t, language } = useTranslation();
  const text = () => {
    if (outcome === 'too_late' && job.endedAt !== null) {
      return t('cancel.outcome.endedAt', { time: fullTime(job.endedAt, language) });
    }
    if (outcome === 'too_late' && job.startedAt !== null) {
      return t('cancel.outcome.startedAt', { time: fullTime(job.startedAt, language) });
    }
    return t(`cancel.outcome.${outcome}`);
  };
  return (
    <div className={classes.outcome} data-tone={tones[outcome]}>
      <p className={classes.text}>{text()}</p>
      {problem !== null && (outcome === 'refused' || outcome === 'not_sent') && (
        <ProblemText
          code={problem.code}
          upstream={problem.upstream}
          text={cancelProblemText(problem.code, t)}
        />
      )}
    </div>
  );
}
