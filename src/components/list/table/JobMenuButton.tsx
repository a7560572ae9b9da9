import { lazy, Suspense, useState } from 'react';
import type { Job } from '../../../../contract/job.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { visibleName } from '../../../lib/visible-name.ts';
import { TextButton } from '../../ui/TextButton.tsx';
import type { JobActions } from '../use-job-actions.ts';
import classes from './JobMenuButton.module.css';

const loadMenu = () => import('./JobMenu.tsx');
const JobMenu = lazy(loadMenu);
/** Fails quietly: opening the menu tries again, and tells. */
const loadMenuEarly = () => void loadMenu().catch(() => undefined);

type Props = { job: Job; actions: JobActions };

/** The button of a job's menu, which is loaded when the pointer or the focus comes: a list alone needs none. */
export function JobMenuButton({ job, actions }: Props) {
  const { t } = useTranslation();
  const [wasClicked, setWasClicked] = useState(false);
  const button = (
    <TextButton
      className={classes.button}
      aria-label={t('menu.of', { name: visibleName(job, t) })}
      aria-haspopup="menu"
      onPointerEnter={loadMenuEarly}
      onFocus={loadMenuEarly}
      onClick={() => setWasClicked(true)}
    />
  );
  if (!wasClicked) return button;
  return (
    <Suspense fallback={button}>
      <JobMenu job={job} actions={actions} className={classes.button} />
    </Suspense>
  );
}
