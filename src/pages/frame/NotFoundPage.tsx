import { IconMapOff } from '@tabler/icons-react';
import { Link } from 'react-router';
import { buttonClass } from '../../components/ui/Button.tsx';
import { Notice } from '../../components/ui/Notice.tsx';
import { useTranslation } from '../../lib/i18n.ts';

/** The page for a URL that no route matches. */
export function Component() {
  const { t } = useTranslation();
  return (
    <>
      <title>{`${t('notFound.title')} · Dailies`}</title>
      <Notice
        heading="h1"
        icon={<IconMapOff size={26} stroke={1.6} />}
        title={t('notFound.title')}
        action={
          <Link className={buttonClass()} to="/">
            {t('notFound.action')}
          </Link>
        }
      >
        {t('notFound.text')}
      </Notice>
    </>
  );
}
