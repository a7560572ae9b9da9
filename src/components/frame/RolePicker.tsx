import { type Role, roles } from '../../../contract/session.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { Select } from '../ui/Select.tsx';

type Props = { role: Role; onChange: (role: Role) => void };

/** Changes the user's role; in the demo only. */
export function RolePicker({ role, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Select
      quiet
      aria-label={t('role.label')}
      title={t('role.label')}
      value={role}
      options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
      onChange={onChange}
    />
  );
}
