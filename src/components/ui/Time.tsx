import { serverTime } from '../../lib/clock.ts';
import { type TimeForm, timeForms } from '../../lib/first-times.ts';
import { fullTime } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';

type Props = {
  /** RFC 3339. */
  iso: string;
  form: TimeForm;
  className?: string | undefined;
};

/** A time in the reader's zone; the short form says the full one on hover. */
export function Time({ iso, form, className }: Props) {
  const { language } = useTranslation();
  return (
    <time
      className={className}
      dateTime={iso}
      title={form === 'short' ? fullTime(iso, language) : undefined}
      data-form={form}
      // src/before-paint.ts may have written it again already.
      suppressHydrationWarning
    >
      {timeForms[form](iso, serverTime(), language)}
    </time>
  );
}
