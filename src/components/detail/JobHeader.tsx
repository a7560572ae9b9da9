import { useState } from 'react';
import type { Job } from '../../../contract/job.ts';
import { canCancel, isTerminal } from '../../../contract/state.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { visibleName } from '../../lib/visible-name.ts';
import { JobId } from '../job/JobId.tsx';
import { LateMark } from '../job/LateMark.tsx';
import { StateBadge } from '../job/StateBadge.tsx';
import { BackLink } from '../ui/BackLink.tsx';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import classes from './JobHeader.module.css';

type Props = {
  job: Job;
  /** Path of the list with its filters. */
  back: string;
  /** The reason why it cannot be cancelled; null when it can be tried. */
  cancelBlocked: string | null;
  /** True when an earlier cancel is unconfirmed and may be tried again. */
  again: boolean;
  onCancel: () => void;
};

/** A job's name, state, type and id, and the button that cancels it while it waits. */
export function JobHeader({ job, back, cancelBlocked, again, onCancel }: Props) {
  const { t } = useTranslation();
  const isBlocked = cancelBlocked !== null;
  const isWaiting = canCancel(job.state);
  // A poll must not move the page: where the button was, the reason stays.
  const [wasWaiting] = useState(isWaiting);
  const [hasEnded] = useState(isTerminal(job.state));
  return (
    <header className={classes.header}>
      <BackLink to={back} />
      <div className={classes.row}>
        <div className={classes.words}>
          <h1 id="job-title" className={classes.name} tabIndex={-1}>
            <bdi>{visibleName(job, t)}</bdi>
          </h1>
          <div className={classes.facts}>
            <span className={classes.state} data-final={hasEnded || undefined}>
              <StateBadge state={job.state} rawState={job.rawState} />
            </span>
            {job.type !== null && <span>{t(`type.${job.type}`)}</span>}
            <span className={classes.id}>
              <JobId id={job.id} label={t('job.id')} whole />
            </span>
            {job.late && <LateMark />}
          </div>
        </div>
        {(isWaiting || wasWaiting) && (
          <div className={classes.action}>
            {isWaiting && (
              <Button
                id="cancel-job"
                // Not `disabled`: a button that cannot be focused keeps its reason from people who use the keyboard.
                aria-disabled={isBlocked}
                aria-describedby={isBlocked ? 'cancel-blocked' : undefined}
                onClick={isBlocked ? undefined : onCancel}
              >
                <Icon name="canceled" />
                {t(again ? 'cancel.again' : 'cancel.action')}
              </Button>
            )}
            <span id="cancel-blocked" className={classes.blocked}>
              {cancelBlocked}
            </span>
          </div>
        )}
      </div>
    </header>
  );
}
