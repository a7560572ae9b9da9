import { IconDots } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { Job } from '../../../contract/job.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { TextButton } from '../ui/TextButton.tsx';
import classes from './JobMenuButton.module.css';
import type { JobActions } from './use-job-actions.ts';

const loadMenu = () => import('./JobMenu.tsx');
const JobMenu = lazy(loadMenu);

type Props = { job: Job; actions: JobActions };

/** Id of the element around a job's menu button, for the focus after a dialog. Mantine sets the button's own id. */
export const menuElementId = (job: Pick<Job, 'id'>) => `actions-${job.id}`;

/** The button of a job's menu. The menu is loaded when the pointer enters the button: a list alone needs none. */
export function JobMenuButton({ job, actions }: Props) {
  const { t } = useTranslation();
  const [wasClicked, setWasClicked] = useState(false);
  const button = (
    <TextButton
      className={classes.button}
      aria-label={t('menu.of', { name: job.name ?? job.id })}
      aria-haspopup="menu"
      onPointerEnter={() => void loadMenu()}
      onClick={() => setWasClicked(true)}
    >
      <IconDots size={18} aria-hidden />
    </TextButton>
  );
  return (
    <span id={menuElementId(job)}>
      {wasClicked ? (
        <Suspense fallback={button}>
          <JobMenu job={job} actions={actions} className={classes.button} />
        </Suspense>
      ) : (
        button
      )}
    </span>
  );
}
