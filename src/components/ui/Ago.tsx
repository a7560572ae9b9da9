import { agoInWords, fullTime } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { growingSince } from '../../lib/ticker.ts';
import { LiveText } from './LiveText.tsx';
import { Nothing } from './Nothing.tsx';

const minuteMs = 60_000;

/** How long ago a time was (RFC 3339), if it is known. The time itself is in the tooltip, which is written when the pointer comes. */
export function Ago({ iso }: { iso: string | null }) {
  const { t, language } = useTranslation();
  if (iso === null) return <Nothing />;
  return (
    <LiveText
      as="time"
      dateTime={iso}
      textAt={growingSince(Date.parse(iso), (ms) =>
        ms < minuteMs ? { text: t('time.justNow'), step: minuteMs } : agoInWords(ms, language),
      )}
      onPointerEnter={({ currentTarget }) => {
        currentTarget.title = fullTime(iso, language);
      }}
    />
  );
}
