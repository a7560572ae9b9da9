import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, ScrollRestoration } from 'react-router';
import type { Role } from '../../../contract/session.ts';
import { session, signIn } from '../../api/session.ts';
import { Brand } from '../../components/frame/Brand.tsx';
import { DisplayControls } from '../../components/frame/DisplayControls.tsx';
import { RolePicker } from '../../components/frame/RolePicker.tsx';
import { SignIn } from '../../components/frame/SignIn.tsx';
import { problemCode } from '../../lib/api-error.ts';
import { type Language, showLanguage, useTranslation } from '../../lib/i18n.ts';
import { usePreferences } from '../../lib/preferences.ts';
import classes from './Layout.module.css';

/** The frame of every page: where this is, whether it is real, who is looking, and how they like it shown. */
export function Layout() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data: who, error } = useQuery(session());
  const setLanguage = usePreferences((state) => state.setLanguage);
  const signedOut = error !== null && problemCode(error) === 'unauthenticated';

  const enter = async (request: { token: string } | { role: Role }) => {
    await signIn(request);
    await client.resetQueries();
  };
  const changeLanguage = async (language: Language) => {
    // Without its words a language cannot be shown; the one on screen stays.
    await showLanguage(language).then(
      () => setLanguage(language),
      () => undefined,
    );
  };

  return (
    <>
      <a className={classes.skip} href="#content">
        {t('layout.skip')}
      </a>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Link to="/" className={classes.home} aria-label={t('layout.home')}>
            <Brand />
          </Link>
          {who !== undefined && (
            <>
              <span className={classes.region}>{who.region}</span>
              {who.demo && (
                <span className={classes.demo} title={t('layout.demoHint')}>
                  {t('layout.demo')}
                </span>
              )}
            </>
          )}
          <div className={classes.controls}>
            {who?.demo && (
              <RolePicker
                role={who.user.roles[0] ?? 'viewer'}
                onChange={(role) => void enter({ role }).catch(() => undefined)}
              />
            )}
            <DisplayControls onLanguage={(language) => void changeLanguage(language)} />
          </div>
        </div>
      </header>
      <main id="content" className={classes.content} tabIndex={-1}>
        {signedOut && <SignIn mid={who !== undefined} onToken={(token) => enter({ token })} />}
        {(!signedOut || who !== undefined) && <Outlet />}
      </main>
      <ScrollRestoration />
    </>
  );
}
