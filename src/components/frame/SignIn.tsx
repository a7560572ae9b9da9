import { Button, TextInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../lib/i18n.ts';
import { Notice } from '../ui/Notice.tsx';

type Props = {
  /** True when somebody was signed in before: what is on screen stays there. */
  mid: boolean;
  /** Rejects when the token is not taken. */
  onToken: (token: string) => Promise<void>;
};

/** Nobody is signed in: says how to, and takes the start-up token. */
export function SignIn({ mid, onToken }: Props) {
  const { t } = useTranslation();
  const [token, setToken] = useState('');
  const [refused, setRefused] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setRefused(false);
    onToken(token.trim()).catch(() => setRefused(true));
  };
  return (
    <Notice
      icon={<IconKey size={26} stroke={1.6} />}
      title={mid ? t('signIn.again') : t('signIn.title')}
      action={
        <form onSubmit={submit}>
          <TextInput
            type="password"
            autoComplete="off"
            label={t('signIn.token')}
            value={token}
            error={refused ? t('signIn.refused') : undefined}
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
