import { Button, TextInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../lib/i18n.ts';
import { Notice } from '../ui/Notice.tsx';

type Props = {
  /** True when a session has ended while its page is on screen; the page stays below the form. */
  wasSignedIn: boolean;
  /** Rejects when the token is refused. */
  onToken: (token: string) => Promise<void>;
};

/** Explains how to sign in, and asks for the start-up token. */
export function SignIn({ wasSignedIn, onToken }: Props) {
  const { t } = useTranslation();
  const [token, setToken] = useState('');
  const [wasRefused, setWasRefused] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasRefused(false);
    onToken(token.trim()).catch(() => setWasRefused(true));
  };
  return (
    <Notice
      icon={<IconKey size={26} stroke={1.6} />}
      title={wasSignedIn ? t('signIn.again') : t('signIn.title')}
      action={
        <form onSubmit={submit}>
          <TextInput
            type="password"
            autoComplete="off"
            label={t('signIn.token')}
            value={token}
            error={wasRefused ? t('signIn.refused') : undefined}
            onChange={(event) => setToken(event.currentTarget.value)}
          />
          <Button type="submit" mt="sm" disabled={token.trim() === ''}>
            {t('signIn.action')}
          </Button>
        </form>
      }
    >
      {t('signIn.text')}
    </Notice>
  );
}
