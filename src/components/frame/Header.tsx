import { Link, NavLink, useLocation } from 'react-router';
import type { Role, Session } from '../../../contract/session.ts';
import { useTranslation } from '../../lib/i18n.ts';
import type { Language } from '../../lib/languages.ts';
import type { FromList } from '../../lib/links.ts';
import { TextButton } from '../ui/TextButton.tsx';
import { Brand } from './Brand.tsx';
import controls from './DisplayControls.module.css';
import { DisplayControls } from './DisplayControls.tsx';
import classes from './Header.module.css';
import { RolePicker } from './RolePicker.tsx';

type Props = {
  /** Undefined before the first sign-in. */
  session: Session | undefined;
  onRole: (role: Role) => void;
  onSignOut: () => void;
  onLanguage: (language: Language) => void;
};

/** The modes in which people are told apart. */
const isForTeams = ({ mode }: Session) => mode === 'oidc' || mode === 'header';

/** The bar at the top of every page: region, demo or not, role in the demo or person, language and colour scheme. */
export function Header({ session, onRole, onSignOut, onLanguage }: Props) {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const hasPerson = session !== undefined && isForTeams(session);
  return (
    <header className={classes.header} data-person={hasPerson || undefined}>
      <div className={classes.bar}>
        <Link to="/" className={classes.home} aria-label={t('layout.home')}>
          <Brand />
        </Link>
        {session !== undefined && <span className={classes.region}>{session.region}</span>}
        {session?.sees === 'own' && (
          <span className={classes.region} title={t('layout.ownJobsHint')}>
            {t('layout.ownJobs')}
          </span>
        )}
        {session?.demo && (
          <span className={classes.demo} title={t('layout.demoHint')}>
            {t('layout.demo')}
          </span>
        )}
        <div className={classes.controls}>
          {session?.can.people.allowed && (
            <NavLink
              to="/people"
              state={{ list: pathname + search } satisfies FromList}
              className={`${controls.control} ${classes.place}`}
            >
              {t('people.title')}
            </NavLink>
          )}
          {session?.mode === 'demo' && <RolePicker role={session.user.role} onChange={onRole} />}
          {hasPerson && (
            <span className={classes.user} title={t(`role.${session.user.role}`)} translate="no">
              {session.user.name}
            </span>
          )}
          {session?.mode === 'oidc' && (
            <TextButton className={controls.control} onClick={onSignOut}>
              {t('layout.signOut')}
            </TextButton>
          )}
          <DisplayControls onLanguage={onLanguage} />
        </div>
      </div>
    </header>
  );
}
