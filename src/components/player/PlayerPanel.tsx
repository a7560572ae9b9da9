import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Job } from '../../../contract/job.ts';
import { isMoving } from '../../../contract/state.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { StateBadge } from '../job/StateBadge.tsx';
import { Notice } from '../ui/Notice.tsx';
import { FinishedVideo } from './FinishedVideo.tsx';
import classes from './PlayerPanel.module.css';
import { Stage } from './Stage.tsx';

type Props = {
  job: Job;
  /** True for a job that will not have a video. */
  isCompact?: boolean;
  /** What stands in the place of a video that is still to come. */
  preview?: ReactNode;
};

/** The finished video, or the reason why there is none. */
export function PlayerPanel({ job, isCompact = false, preview }: Props) {
  if (job.state === 'SUCCEED') return <FinishedVideo job={job} />;
  if (preview && isMoving(job.state)) {
    return (
      <Stage ground="text" foot={<PendingLine state={job.state} />}>
        {preview}
      </Stage>
    );
  }
  return (
    <Stage ground="text" isCompact={isCompact}>
      {job.state === 'BLOCK' ? <FrozenNotice /> : <PendingNotice job={job} state={job.state} />}
    </Stage>
  );
}

function FrozenNotice() {
  const { t } = useTranslation();
  return (
    <Notice icon={<IconLock size={26} stroke={1.6} />} title={t('player.frozen')} action={null}>
      {t('player.frozenText')}
    </Notice>
  );
}

/** The same below a picture. The page's head names the state: there is room for two lines, as below a video. */
function PendingLine({ state }: Pick<PendingProps, 'state'>) {
  const { t } = useTranslation();
  return <p className={classes.line}>{t(`player.pending.${state}`)}</p>;
}

type PendingProps = { job: Job; state: Exclude<Job['state'], 'SUCCEED' | 'BLOCK'> };

function PendingNotice({ job, state }: PendingProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.pending}>
      <StateBadge state={state} rawState={job.rawState} />
      <p className={classes.text}>{t(`player.pending.${state}`)}</p>
    </div>
  );
}
