import type { PeopleList } from '../../../contract/people.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { Ago } from '../ui/Ago.tsx';
import { Button } from '../ui/Button.tsx';
import classes from './PeopleTable.module.css';

export type ShownPerson = PeopleList['people'][number];

/** Id of the button that ends a person's sessions. */
export const endButtonId = ({ id }: ShownPerson) => `end-${id}`;

type Props = {
  people: readonly ShownPerson[];
  /** Id of the person who looks. */
  self: string;
  onEnd: (person: ShownPerson) => void;
};

/** Who has been here, the last one first. On a phone each row is a card, and stays a row for assistive technology. */
export function PeopleTable({ people, self, onEnd }: Props) {
  const { t } = useTranslation();
  const isOurs = people.some(({ sessions }) => sessions !== null);
  return (
    // Explicit roles: the layout as cards would take the table's meaning away.
    <table
      className={classes.table}
      role="table"
      aria-label={t('people.title')}
      data-sessions={isOurs || undefined}
    >
      <thead role="rowgroup">
        <tr className={classes.head} role="row">
          {(['name', 'role', 'seen'] as const).map((column) => (
            <th key={column} scope="col" role="columnheader">
              {t(`people.column.${column}`)}
            </th>
          ))}
          {isOurs && (
            <th scope="col" role="columnheader" colSpan={2}>
              {t('people.column.sessions')}
            </th>
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {people.map((person) => (
          <PersonRow key={person.id} person={person} isSelf={person.id === self} onEnd={onEnd} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = { person: ShownPerson; isSelf: boolean; onEnd: (person: ShownPerson) => void };

function PersonRow({ person, isSelf, onEnd }: RowProps) {
  const { t } = useTranslation();
  const { id, name, role, lastSeenAt, sessions } = person;
  return (
    <tr className={classes.row} role="row">
      <td className={classes.person} role="cell">
        <span className={classes.name} translate="no">
          <bdi>{name}</bdi>
          {isSelf && <span className={classes.self}>{t('people.you')}</span>}
        </span>
        {id !== name && (
          <bdi className={classes.id} title={id} translate="no">
            {id}
          </bdi>
        )}
      </td>
      <td className={classes.role} role="cell">
        {t(`role.${role}`)}
      </td>
      <td className={classes.seen} role="cell">
        <Ago iso={lastSeenAt} />
      </td>
      {sessions !== null && (
        <>
          <td className={classes.sessions} role="cell" data-none={sessions === 0 || undefined}>
            {sessions === 0 ? t('people.none') : t('people.open', { count: sessions })}
          </td>
          <td className={classes.actions} role="cell">
            {sessions > 0 && (
              <Button
                id={endButtonId(person)}
                aria-label={t('people.endOf', { name })}
                onClick={() => onEnd(person)}
              >
                {t('people.end')}
              </Button>
            )}
          </td>
        </>
      )}
    </tr>
  );
}
