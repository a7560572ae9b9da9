import { IconKey } from '@tabler/icons-react';
import type { SignInMode, SignInProblem } from '../../../contract/session.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { buttonClass } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Bar } from './Bar.tsx';
import { TokenForm } from './TokenForm.tsx';

type Props = {
  mode: SignInMode;
  /** Why the last sign-in did not work; null when there was none. */
  problem: SignInProblem | null;
  /** Path and query of the page that is shown again afterwards. */
  returnTo: string;
  /** True when a session has ended while its page is on screen; the page stays as it is. */
  wasSignedIn: boolean;
  /** Rejects when the token is refused. */
  onToken: (token: string) => Promise<void>;
};

/** Explains how to sign in, with the way to do it: as the whole page, or as one bar at the foot of the window, which moves nothing of the page. */
export function SignIn({ mode, problem, returnTo, wasSignedIn, onToken }: Props) {
  const { t } = useTranslation();
  const text = problem === null ? t(`signIn.text.${mode}`) : t(`signIn.problem.${problem}`);
  const action =
    mode === 'oidc' || mode === 'header' ? (
      // No link of the router: the server answers it.
      <a
        className={buttonClass('primary')}
        href={mode === 'oidc' ? `/auth/login?returnTo=${encodeURIComponent(returnTo)}` : returnTo}
      >
        {t(mode === 'oidc' ? 'signIn.action' : 'signIn.reload')}
      </a>
    ) : (
      <TokenForm onToken={onToken} />
    );
  if (!wasSignedIn) {
    return (
      <Notice
        heading="h1"
        icon={<IconKey size={26} stroke={1.6} />}
        title={problem === 'no_role' ? t('signIn.noAccess') : t('signIn.title')}
        action={action}
      >
        {text}
      </Notice>
    );
  }
  return (
    <Bar
      icon={<IconKey size={16} stroke={1.8} aria-hidden />}
      title={t('signIn.again')}
      action={action}
    >
      {text}
    </Bar>
  );
}
