import { Button } from '@mantine/core';
import { IconFileAlert, IconFilterOff, IconMovie } from '@tabler/icons-react';
import type { JobList } from '../../../contract/job.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { defaultView, isFiltered, type ListView } from '../../lib/list-view.ts';
import { Notice } from '../ui/Notice.tsx';

type Props = {
  view: ListView;
  list: Pick<JobList, 'total' | 'coverage'>;
  onChange: (change: Partial<ListView>) => void;
};

/**
 * An empty list, with a way out: its jobs could not be read, the page is past the end, no job matches the filters, or
 * there are no jobs.
 */
export function NoJobs({ view, list: { total, coverage }, onChange }: Props) {
  const { t } = useTranslation();
  if (coverage.unreadable > 0) {
    return (
      <Notice
        icon={<IconFileAlert size={26} stroke={1.6} />}
        title={t('empty.unreadable')}
        action={null}
      >
        {t('empty.unreadableText', { count: coverage.unreadable })}
      </Notice>
    );
  }
  if (total > 0) {
    return (
      <Notice
        icon={<IconFilterOff size={26} stroke={1.6} />}
        title={t('empty.page')}
        action={
          <Button variant="default" onClick={() => onChange({ page: 1 })}>
            {t('empty.firstPage')}
          </Button>
        }
      >
        {t('empty.pageText', { count: total })}
      </Notice>
    );
  }
  if (isFiltered(view)) {
    return (
      <Notice
        icon={<IconFilterOff size={26} stroke={1.6} />}
        title={t('empty.noMatch')}
        action={
          <Button variant="default" onClick={() => onChange(defaultView)}>
            {t('filter.reset')}
          </Button>
        }
      >
        {t('empty.noMatchText')}
      </Notice>
    );
  }
  return (
    <Notice
      icon={<IconMovie size={26} stroke={1.6} />}
      title={t('empty.none')}
      action={
        view.range === '90d' ? null : (
          <Button
            variant="default"
            onClick={() => onChange({ range: '90d', since: '', until: '' })}
          >
            {t('empty.wider')}
          </Button>
        )
      }
    >
      {t('empty.noneText')}
    </Notice>
  );
}
