import { useQuery } from '@tanstack/react-query';
import { currentSession } from '../../api/session.ts';
import { useTranslation } from '../../lib/i18n.ts';

/** Why this user may not cancel jobs, in words; null when they may, and while the session is unknown. */
export function useCancelForbidden(): string | null {
  const { t } = useTranslation();
  const { data: session } = useQuery(currentSession());
  const why = session?.can.cancel.why ?? null;
  return why === null ? null : t(`cancel.forbidden.${why}`);
}
