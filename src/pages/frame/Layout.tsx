import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, ScrollRestoration } from 'react-router';
import type { SignInRequest } from '../../../contract/session.ts';
import { currentSession, signIn } from '../../api/session.ts';
import { Header } from '../../components/frame/Header.tsx';
import { SignIn } from '../../components/frame/SignIn.tsx';
import { problemCode } from '../../lib/api-error.ts';
import { type Language, showLanguage, useTranslation } from '../../lib/i18n.ts';
import { storeLanguage } from '../../lib/preferences.ts';
import classes from './Layout.module.css';

/** The frame of every page: the header, and the sign-in form when there is no session. */
export function Layout() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data: session, error } = useQuery(currentSession());
  const isSignedOut = error !== null && problemCode(error) === 'unauthenticated';

  const startSession = async (request: SignInRequest) => {
    await signIn(request);
    await client.resetQueries();
  };
  const changeLanguage = (language: Language) =>
    showLanguage(language).then(
      () => storeLanguage(language),
      // The words could not be loaded: the current language stays.
      () => undefined,
    );

  return (
    <>
      <a className={classes.skip} href="#content">
        {t('layout.skip')}
      </a>
      <Header
        session={session}
        onRole={(role) => void startSession({ role }).catch(() => undefined)}
        onLanguage={(language) => void changeLanguage(language)}
      />
      <main id="content" className={classes.content} tabIndex={-1}>
        {isSignedOut && (
          <SignIn
            wasSignedIn={session !== undefined}
            onToken={(token) => startSession({ token })}
          />
        )}
        {(!isSignedOut || session !== undefined) && <Outlet />}
      </main>
      <ScrollRestoration />
    </>
  );
}
