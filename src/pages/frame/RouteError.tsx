import { Button } from '@mantine/core';
import { IconBug, IconCloudOff } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useRouteError } from 'react-router';
import { BackLink } from '../../components/ui/BackLink.tsx';
import { Notice } from '../../components/ui/Notice.tsx';
import { useTranslation } from '../../lib/i18n.ts';

/** Every browser has words of its own for a module that did not arrive, and Vite for its styles. */
const MISSING = /dynamically imported module|module script failed|error loading|unable to preload/i;

const reload = () => window.location.reload();

/** A page that could not be loaded or drawn; the rest of the house stands. */
export function RouteError() {
  const { t } = useTranslation();
  const error = useRouteError();
  const missing = error instanceof Error && MISSING.test(error.message);
  useEffect(() => {
    if (!missing) return undefined;
    window.addEventListener('online', reload);
    return () => window.removeEventListener('online', reload);
  }, [missing]);
  const Icon = missing ? IconCloudOff : IconBug;
  return (
    <>
      <BackLink to="/" />
      <Notice
        tone="bad"
        icon={<Icon size={26} stroke={1.6} />}
        title={missing ? t('crash.missing') : t('crash.title')}
        action={
          <Button variant="default" onClick={reload}>
            {t('crash.action')}
          </Button>
        }
      >
        {missing ? t('crash.missingText') : t('crash.text')}
      </Notice>
    </>
  );
}
