import { shortId } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import classes from './JobId.module.css';

type Props = {
  id: string;
  /** What the id names, for the copy button's label. */
  label: string;
  /** True to show the id in full length. */
  whole?: boolean;
};

/** An id in monospace, shortened in the middle, with a button that copies all of it. */
export function JobId({ id, label, whole = false }: Props) {
  const { t } = useTranslation();
  return (
    <span className={classes.id}>
      <span className={classes.text} title={id}>
        {whole ? id : shortId(id)}
      </span>
      <CopyButton value={id} label={t('copy.what', { what: label })} />
    </span>
  );
}
