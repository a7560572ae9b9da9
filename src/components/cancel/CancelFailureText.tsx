import type { ClientProblemCode } from '../../lib/api-error.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { ProblemText } from '../ui/ProblemText.tsx';
import classes from './CancelDialog.module.css';
import { cancelProblemText, isCancelNotSent } from './cancel-problems.ts';

/** Why the call failed, and whether the cancel may have been sent all the same. */
export function CancelFailureText({ code }: { code: ClientProblemCode }) {
  const { t } = useTranslation();
  return (
    <>
      <p className={classes.warning}>
        {isCancelNotSent(code) ? t('cancel.outcome.not_sent') : t('cancel.unknown')}
      </p>
      <ProblemText code={code} text={cancelProblemText(code, t)} />
    </>
  );
}
