import { useWindowEvent } from '@mantine/hooks';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from '../../lib/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { Bar } from './Bar.tsx';
import { isNewMediaHost } from './is-new-media-host.ts';

/** Says that the browser keeps files out because their place was not known yet when the page was sent. */
export function NewMediaHost() {
  const [isSeen, setIsSeen] = useState(false);
  useWindowEvent('securitypolicyviolation', (event) => {
    if (isNewMediaHost(event)) setIsSeen(true);
  });
  return isSeen ? <NewMediaHostBar onReload={() => window.location.reload()} /> : null;
}

/** The message of {@link NewMediaHost}. */
export function NewMediaHostBar({ onReload }: { onReload: () => void }) {
  const { t } = useTranslation();
  return (
    <Bar
      icon={<IconPhotoOff size={16} stroke={1.8} aria-hidden />}
      title={t('media.newHost')}
      action={<Button onClick={onReload}>{t('media.reload')}</Button>}
    >
      {t('media.newHostText')}
    </Bar>
  );
}
