import { IconDots } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { Job } from '../../../contract/job.ts';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './JobMenuButton.module.css';
import type { JobActions } from './job-actions.ts';

const loadMenu = () => import('./JobMenu.tsx');
const JobMenu = lazy(loadMenu);

type Props = { job: Job; actions: JobActions };

/** Id of the place of a job's menu button, to which the focus returns; the button's own id is the menu's business. */
export const menuPlaceId = (job: Pick<Job, 'id'>) => `actions-${job.id}`;

/** The button of a job's menu. The menu itself is loaded when somebody comes near it: a list of rows needs none. */
export function JobMenuButton({ job, actions }: Props) {
  const { t } = useTranslation();
  const [used, setUsed] = useState(false);
  const button = (
    <button
      type="button"
      className={classes.button}
      aria-label={t('menu.of', { name: job.name ?? job.id })}
      aria-haspopup="menu"
      onPointerEnter={() => void loadMenu()}
      onClick={() => setUsed(true)}
    >
      <IconDots size={18} aria-hidden />
    </button>
  );
  return (
    <span id={menuPlaceId(job)}>
      {used ? (
        <Suspense fallback={button}>
          <JobMenu job={job} actions={actions} className={classes.button} />
        </Suspense>
      ) : (
        button
      )}
    </span>
  );
}
