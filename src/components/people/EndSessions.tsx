import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { endSessions } from '../../api/people.ts';
import { problemCode } from '../../lib/api-error.ts';
import { contentId, focusFirst } from '../../lib/focus.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { MantineParts } from '../ui/MantineParts.tsx';
import { ProblemText } from '../ui/ProblemText.tsx';
import classes from './EndSessions.module.css';
import { endButtonId, type ShownPerson } from './PeopleTable.tsx';

type Props = {
  person: ShownPerson;
  isSelf: boolean;
  onEnded: () => void;
  onClose: () => void;
};

/** Asks whether to end all sessions of a person, and does it. */
export default function EndSessions({ person, isSelf, onEnded, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation(endSessions(client));
  const keepButton = useRef<HTMLButtonElement>(null);
  const returnTo = endButtonId(person);
  useEffect(() => () => focusFirst(returnTo, contentId), [returnTo]);
  const { id, name } = person;
  const end = () => {
    // The button is about to be disabled, which would drop the focus out of the dialog.
    keepButton.current?.focus();
    mutate(id, { onSuccess: onEnded });
  };
  return (
    <MantineParts>
      <Dialog
        title={t('people.ask.title')}
        onClose={onClose}
        buttons={
          <>
            <Button ref={keepButton} onClick={onClose} data-autofocus>
              {t('people.ask.keep')}
            </Button>
            <Button kind="danger" disabled={isPending} onClick={end}>
              {t('people.end')}
            </Button>
          </>
        }
      >
        <p className={classes.text}>
          {isSelf ? t('people.ask.self') : t('people.ask.other', { name })}
        </p>
        <div role="alert">{error !== null && <ProblemText code={problemCode(error)} />}</div>
      </Dialog>
    </MantineParts>
  );
}
