import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../lib/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import classes from './TokenForm.module.css';

type Props = {
  /** Rejects when the token is refused. */
  onToken: (token: string) => Promise<void>;
};

/** The field for the start-up token, with its button. */
export function TokenForm({ onToken }: Props) {
  const { t } = useTranslation();
  const [token, setToken] = useState('');
  const [wasRefused, setWasRefused] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasRefused(false);
    onToken(token.trim()).catch(() => setWasRefused(true));
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
        error={wasRefused ? t('signIn.refused') : null}
        onChange={(event) => setToken(event.currentTarget.value)}
      />
      <Button kind="primary" type="submit" disabled={token.trim() === ''}>
        {t('signIn.action')}
      </Button>
    </form>
  );
}
