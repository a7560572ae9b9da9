import type { ProblemSummary } from '../../../contract/problem.ts';
import type { ClientProblemCode } from '../../lib/api-error.ts';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './ProblemText.module.css';

type Props = {
  code: ClientProblemCode;
  requestId?: string | null;
  upstream?: ProblemSummary['upstream'];
  /** In place of the general words of the code. */
  text?: string | undefined;
};

/** A problem in words, with what to do; below it, in small, the facts that support asks for. */
export function ProblemText({ code, requestId = null, upstream = null, text }: Props) {
  const { t } = useTranslation();
  const id = upstream?.requestId ?? requestId;
  const facts = [
    code,
    upstream?.status != null && `HTTP ${upstream.status}`,
    upstream?.code,
    id !== null && t('problem.request', { id }),
  ].filter((fact) => fact);
  return (
    <>
      <p className={classes.text}>{text ?? t(`problem.${code}`)}</p>
      <p className={classes.facts}>{facts.join(' · ')}</p>
    </>
  );
}
