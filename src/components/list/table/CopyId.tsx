import { useState } from 'react';
import { shortId } from '../../../lib/format.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { CopyStatus } from '../../ui/CopyStatus.tsx';
import { useCopy } from '../../ui/use-copy.ts';
import classes from './CopyId.module.css';

/**
 * A job's id in a row, as the button that copies all of it. How that went is told by an element that is there as soon as
 * the button can be pressed: screen readers announce what changes in it, not its arrival.
 */
export function CopyId({ id }: { id: string }) {
  const { t } = useTranslation();
  const { state, copy, clear } = useCopy();
  const [isNear, setIsNear] = useState(false);
  const comeNear = () => setIsNear(true);
  const label = t('copy.what', { what: t('job.id') });
  return (
    <>
      <button
        type="button"
        className={classes.id}
        aria-label={`${label} ${shortId(id)}`}
        title={label}
        onPointerEnter={comeNear}
        onFocus={comeNear}
        onClick={() => void copy(id)}
        onBlur={clear}
        onPointerLeave={clear}
      >
        {shortId(id)}
      </button>
      {isNear && <CopyStatus state={state} />}
    </>
  );
}
