import { Button } from '@mantine/core';
import { IconBug } from '@tabler/icons-react';
import { Notice } from '../components/Notice.tsx';
import { useTranslation } from '../i18n.ts';

/** A page that could not be drawn or loaded; the rest of the house stands. */
export function RouteError() {
  const { t } = useTranslation();
  return (
    <Notice
      tone="bad"
      icon={<IconBug size={26} stroke={1.6} />}
      title={t('crash.title')}
      action={
        <Button variant="default" onClick={() => window.location.reload()}>
          {t('crash.action')}
        </Button>
      }
    >
      {t('crash.text')}
    </Notice>
  );
}
