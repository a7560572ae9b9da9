import { IconKey } from '@tabler/icons-react';
import { useTranslation } from '../../lib/i18n.ts';
import { Notice } from '../ui/Notice.tsx';
import classes from './SignIn.module.css';
import { TokenForm } from './TokenForm.tsx';

type Props = {
  /** True when a session has ended while its page is on screen; the page stays as it is. */
  wasSignedIn: boolean;
  /** Rejects when the token is refused. */
  onToken: (token: string) => Promise<void>;
};

/** Explains how to sign in, and asks for the start-up token: as the whole page, or as one bar at the foot of the window, which moves nothing of the page. */
export function SignIn({ wasSignedIn, onToken }: Props) {
  const { t } = useTranslation();
  const form = <TokenForm onToken={onToken} />;
  if (!wasSignedIn) {
    return (
      <Notice
        heading="h1"
        icon={<IconKey size={26} stroke={1.6} />}
        title={t('signIn.title')}
        action={form}
      >
        {t('signIn.text')}
      </Notice>
    );
  }
  return (
    <section className={classes.bar} aria-label={t('signIn.again')}>
      <div className={classes.words} role="alert">
        <h2 className={classes.title}>
          <IconKey size={16} stroke={1.8} aria-hidden />
          {t('signIn.again')}
        </h2>
        <p className={classes.text}>{t('signIn.text')}</p>
      </div>
      {form}
    </section>
  );
}
