import { IconBug, IconCloudOff } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useRouteError } from 'react-router';
import { BackLink } from '../../components/ui/BackLink.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { Notice } from '../../components/ui/Notice.tsx';
import { useTranslation } from '../../lib/i18n.ts';

/** Each browser has its own message for a module that was not loaded, and Vite has one for its style sheets. */
const notLoaded =
  /dynamically imported module|module script failed|error loading|unable to preload/i;

const reload = () => window.location.reload();

/** Replaces a page whose code was not loaded, or that crashed. The header still works. */
export function RouteError() {
  const { t } = useTranslation();
  const error = useRouteError();
  const isNotLoaded = error instanceof Error && notLoaded.test(error.message);
  useEffect(() => {
    if (!isNotLoaded) return undefined;
    window.addEventListener('online', reload);
    return () => window.removeEventListener('online', reload);
  }, [isNotLoaded]);
  const Icon = isNotLoaded ? IconCloudOff : IconBug;
  return (
    <>
      <BackLink to="/" />
      <Notice
        tone="bad"
        heading="h1"
        icon={<Icon size={26} stroke={1.6} />}
        title={isNotLoaded ? t('crash.missing') : t('crash.title')}
        action={<Button onClick={reload}>{t('crash.action')}</Button>}
      >
        {isNotLoaded ? t('crash.missingText') : t('crash.text')}
      </Notice>
    </>
  );
}
