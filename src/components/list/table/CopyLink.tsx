import type { Job } from '../../../../contract/job.ts';
import { shortId } from '../../../lib/format.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { jobUrl } from '../../../lib/links.ts';
import { CopyInRow } from './CopyInRow.tsx';
import classes from './CopyLink.module.css';

/** Copies the address of a job's page, never a signed link. It shows while the pointer or the focus is on the row. */
export function CopyLink({ job }: { job: Job }) {
  const { t } = useTranslation();
  return (
    <CopyInRow
      className={classes.link}
      action={t('menu.copyLink')}
      shortId={shortId(job.id)}
      text={() => jobUrl(job)}
    />
  );
}
