import { useTranslation } from '../../lib/i18n.ts';
import { Icon } from '../ui/Icon.tsx';
import classes from './NewJobs.module.css';

type Props = { count: number; page: number; onShow: () => void };

/** A button that announces new jobs and shows them, a part of the coverage line. It moves no row when it appears. */
export function NewJobs({ count, page, onShow }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.place} role="status">
      {count > 0 && (
        <button type="button" className={classes.button} onClick={onShow}>
          <Icon name="up" />
          {page === 1 ? t('live.new', { count }) : t('live.moved')}
        </button>
      )}
    </div>
  );
}
