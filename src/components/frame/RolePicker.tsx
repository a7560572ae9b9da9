import { NativeSelect } from '@mantine/core';
import { type Role, roles } from '../../../contract/session.ts';
import { useTranslation } from '../../lib/i18n.ts';

type Props = { role: Role; onChange: (role: Role) => void };

/** Changes the user's role; in the demo only. */
export function RolePicker({ role, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      size="xs"
      maw={112}
      aria-label={t('role.label')}
      title={t('role.label')}
      value={role}
      data={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
      onChange={(event) => {
        const chosen = roles.find((value) => value === event.currentTarget.value);
        if (chosen !== undefined) onChange(chosen);
      }}
    />
  );
}
