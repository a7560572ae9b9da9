import { agoInWords, fullTime } from '../../../lib/format.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { growingSince } from '../../../lib/ticker.ts';
import { LiveText } from '../../ui/LiveText.tsx';
import { Nothing } from '../../ui/Nothing.tsx';

const minuteMs = 60_000;

/** How long ago a job was created. The time itself is in the tooltip, which is written when the pointer comes. */
export function CreatedAgo({ createdAt }: { createdAt: string | null }) {
  const { t, language } = useTranslation();
  if (createdAt === null) return <Nothing />;
  return (
    <LiveText
      as="time"
      dateTime={createdAt}
      textAt={growingSince(Date.parse(createdAt), (ms) =>
        ms < minuteMs ? { text: t('time.justNow'), step: minuteMs } : agoInWords(ms, language),
      )}
      onPointerEnter={({ currentTarget }) => {
        currentTarget.title = fullTime(createdAt, language);
      }}
    />
  );
}
