import { type FormEvent, useState } from 'react';
import { problemCode } from '../../lib/api-error.ts';
import { useTranslation } from '../../lib/i18n.ts';
import type { Translate } from '../../lib/translate.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import classes from './TokenForm.module.css';

type Props = {
  /** Rejects when the token is refused. */
  onToken: (token: string) => Promise<void>;
};

/** Why a token was not accepted. */
function wordsOf(error: Error, t: Translate): string {
  const isSlowed = problemCode(error) === 'too_many_attempts';
  return t(isSlowed ? 'problem.too_many_attempts' : 'signIn.refused');
}

/** The field for the start-up token, with its button. */
export function TokenForm({ onToken }: Props) {
  const { t } = useTranslation();
  const [token, setToken] = useState('');
  const [refusal, setRefusal] = useState<Error | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setRefusal(null);
    onToken(token.trim()).catch(setRefusal);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextField
        className={classes.field}
        type="password"
        autoComplete="off"
        aria-label={t('signIn.token')}
        placeholder={t('signIn.token')}
        value={token}
        error={refusal && wordsOf(refusal, t)}
        onText={setToken}
      />
      <Button kind="primary" type="submit" disabled={token.trim() === ''}>
        {t('signIn.action')}
      </Button>
    </form>
  );
}
