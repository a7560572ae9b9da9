import { shortId } from '../../../lib/format.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import classes from './CopyId.module.css';
import { CopyInRow } from './CopyInRow.tsx';

/** A job's id in a row, as the button that copies all of it. */
export function CopyId({ id }: { id: string }) {
  const { t } = useTranslation();
  const short = shortId(id);
  return (
    <CopyInRow
      className={classes.id}
      action={t('copy.what', { what: t('job.id') })}
      shortId={short}
      text={() => id}
    >
      {short}
    </CopyInRow>
  );
}
