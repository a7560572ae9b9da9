import type { JobDetail } from '../../../contract/job.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { maskLinks } from './mask-links.ts';
import classes from './RawJson.module.css';

/** The job as JSON, for tickets. Signatures of links are masked. */
export function RawJson({ job }: { job: JobDetail }) {
  const { t } = useTranslation();
  const { asOf: _asOf, stale: _stale, serverNow: _serverNow, ...record } = job;
  const text = JSON.stringify(maskLinks(record), null, 2);
  return (
    <details className={classes.raw}>
      <summary className={classes.summary}>{t('raw.title')}</summary>
      <div className={classes.body}>
        <span className={classes.copy}>
          <CopyButton value={text} label={t('raw.copy')} />
        </span>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <section className={classes.text} tabIndex={0} aria-label={t('raw.title')}>
          <pre>{text}</pre>
        </section>
      </div>
    </details>
  );
}
