import { useTranslation } from '../../lib/i18n.ts';
import { TextButton } from '../ui/TextButton.tsx';
import classes from './PlayerNote.module.css';

/** What a player is busy with. */
type PlayerActivity = 'renewing' | 'checking' | 'buffering' | 'lost';

type Props = {
  activity: PlayerActivity | null;
  /** Tries again after a lost connection. */
  onRetry: () => void;
};

/** A quiet note over the corner of a player. It moves nothing when it appears. */
export function PlayerNote({ activity, onRetry }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.note} data-empty={activity === null || undefined}>
      <span role="status">{activity === null ? '' : t(`player.activity.${activity}`)}</span>
      {activity === 'lost' && (
        <TextButton className={classes.retry} onClick={onRetry}>
          {t('problem.retry')}
        </TextButton>
      )}
    </div>
  );
}
