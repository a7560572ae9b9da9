import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Outlet, ScrollRestoration, useLocation } from 'react-router';
import type { SignInRequest } from '../../../contract/session.ts';
import { currentSession, signIn, signInInfo, signOut } from '../../api/session.ts';
import { Header } from '../../components/frame/Header.tsx';
import { NewMediaHost } from '../../components/frame/NewMediaHost.tsx';
import { SignIn } from '../../components/frame/SignIn.tsx';
import { IconSprite } from '../../components/ui/Icon.tsx';
import { isSignedOutError, problemCode } from '../../lib/api-error.ts';
import { storePreference } from '../../lib/cookies.ts';
import { contentId, focusFirst, isFocusLost } from '../../lib/focus.ts';
import { showLanguage, useTranslation } from '../../lib/i18n.ts';
import type { Language } from '../../lib/languages.ts';
import { returnPath, signInProblemOf } from '../../lib/sign-in-url.ts';
import classes from './Layout.module.css';

/** The frame of every page: the header, and the sign-in form when there is no session. */
export function Layout() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data: session, error } = useQuery(currentSession());
  const isSignedOut = error !== null && isSignedOutError(error);
  const { data: info } = useQuery({ ...signInInfo(), enabled: isSignedOut });
  const hasNoRole = error !== null && problemCode(error) === 'no_role';

  const { pathname, search } = useLocation();
  // The link that was followed is gone. What the page focuses by itself comes later or is not lost.
  const shownPath = useRef(pathname);
  useEffect(() => {
    if (shownPath.current === pathname) return;
    shownPath.current = pathname;
    if (isFocusLost()) document.getElementById(contentId)?.focus({ preventScroll: true });
  }, [pathname]);

  const startSession = async (request: SignInRequest) => {
    await signIn(request);
    await client.resetQueries();
  };
  const endSession = async () => {
    await signOut();
    // The sign-in's own session ends there.
    window.location.assign('/auth/signed-out');
  };
  const changeLanguage = (language: Language) =>
    showLanguage(language).then(
      () => storePreference('language', language),
      // The words could not be loaded: the current language stays.
      () => undefined,
    );

  return (
    <>
      <a
        className={classes.skip}
        href={`#${contentId}`}
        onClick={(event) => {
          // Without an entry in the history, which would have lost the way back to the list.
          event.preventDefault();
          focusFirst(contentId);
        }}
      >
        {t('layout.skip')}
      </a>
      <Header
        session={session}
        onRole={(role) => void startSession({ role }).catch(() => undefined)}
        onSignOut={() => void endSession().catch(() => undefined)}
        onLanguage={(language) => void changeLanguage(language)}
      />
      <main id={contentId} className={classes.content} tabIndex={-1}>
        {(!isSignedOut || session !== undefined) && <Outlet />}
        <NewMediaHost />
        {isSignedOut && info !== undefined && (
          <SignIn
            mode={info.mode}
            problem={hasNoRole ? 'no_role' : signInProblemOf(search)}
            returnTo={returnPath(pathname, search)}
            wasSignedIn={session !== undefined}
            onToken={(token) => startSession({ token })}
          />
        )}
      </main>
      {/* After the rows: sixty elements, which the parser would make first. */}
      <IconSprite />
      <ScrollRestoration />
    </>
  );
}
