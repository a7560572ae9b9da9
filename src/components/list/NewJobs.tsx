import { IconArrowUp } from '@tabler/icons-react';
import type { Job } from '../../../contract/job.ts';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './NewJobs.module.css';

type Props = { arrived: readonly Job[]; page: number; onTakeIn: () => void };

/** Says that the list has more than the rows on screen, and brings it in when asked. Its place is kept free of rows. */
export function NewJobs({ arrived, page, onTakeIn }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.place} role="status">
      {arrived.length > 0 && (
        <button type="button" className={classes.button} onClick={onTakeIn}>
          <IconArrowUp size={15} aria-hidden />
          {page === 1 ? t('live.new', { count: arrived.length }) : t('live.moved')}
        </button>
      )}
    </div>
  );
}
