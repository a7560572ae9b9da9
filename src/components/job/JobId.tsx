import { shortId } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import classes from './JobId.module.css';

type Props = {
  id: string;
  /** What the id names, for the copy button's label. */
  label: string;
  /** True where there is room for all of it. */
  whole?: boolean;
};

/** An id in the mono face, shortened in its middle, to be copied whole. */
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
