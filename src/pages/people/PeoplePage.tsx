import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'react-router';
import type { PeopleList } from '../../../contract/people.ts';
import type { Session } from '../../../contract/session.ts';
import { people } from '../../api/people.ts';
import { currentSession } from '../../api/session.ts';
import { PeopleSkeleton } from '../../components/people/PeopleSkeleton.tsx';
import { PeopleTable, type ShownPerson } from '../../components/people/PeopleTable.tsx';
import { BackLink } from '../../components/ui/BackLink.tsx';
import { Notice } from '../../components/ui/Notice.tsx';
import { ProblemNotice } from '../../components/ui/ProblemNotice.tsx';
import { StatusLine } from '../../components/ui/StatusLine.tsx';
import { problemCode } from '../../lib/api-error.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { backLink } from '../../lib/links.ts';
import classes from './PeoplePage.module.css';

const EndSessions = lazy(() => import('../../components/people/EndSessions.tsx'));

/** Who has been here, for administrators, and the end of their sessions. */
export function Component() {
  const { t } = useTranslation();
  const { state } = useLocation();
  const { data: session } = useQuery(currentSession());
  const mayLook = session?.can.people.allowed ?? false;
  const { data, error, refetch } = useQuery({ ...people(), enabled: mayLook });
  return (
    <div className={classes.page}>
      <title>{`${t('people.title')} · Dailies`}</title>
      <BackLink to={backLink(state)} />
      <h1 className={classes.title}>{t('people.title')}</h1>
      {session !== undefined && !mayLook ? (
        <Notice
          icon={<IconLock size={26} stroke={1.6} />}
          title={t('people.forbidden.title')}
          action={null}
        >
          {t('people.forbidden.text')}
        </Notice>
      ) : data !== undefined ? (
        <Everyone list={data} session={session} error={error} />
      ) : error !== null ? (
        <ProblemNotice error={error} title={t('people.failed')} onRetry={() => void refetch()} />
      ) : (
        <PeopleSkeleton />
      )}
    </div>
  );
}

type Props = {
  list: PeopleList;
  session: Session | undefined;
  /** Why the list could not be read again; null when it could. */
  error: Error | null;
};

/** How people are kept out, where they are told apart. */
const hints = { oidc: 'people.hint', header: 'people.hintProxy', dev: null, demo: null } as const;

function Everyone({ list: { people: shown, total }, session, error }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<ShownPerson | null>(null);
  const [ended, setEnded] = useState<string | null>(null);
  const self = session?.user.id ?? '';
  const hint = session ? hints[session.mode] : null;
  return (
    <>
      {hint !== null && <p className={classes.hint}>{t(hint)}</p>}
      <StatusLine warning={error && t(`problem.${problemCode(error)}`)}>
        <span>
          {shown.length < total
            ? t('people.latest', { shown: shown.length, total })
            : t('people.count', { count: total })}
        </span>
        <span role="status">{ended !== null && t('people.ended', { name: ended })}</span>
      </StatusLine>
      <PeopleTable people={shown} self={self} onEnd={setAsked} />
      {asked !== null && (
        <Suspense>
          <EndSessions
            person={asked}
            isSelf={asked.id === self}
            onEnded={() => {
              setEnded(asked.name);
              setAsked(null);
            }}
            onClose={() => setAsked(null)}
          />
        </Suspense>
      )}
    </>
  );
}
