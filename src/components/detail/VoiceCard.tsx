import type { Voice } from '../../../contract/job.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { JobId } from '../job/JobId.tsx';
import { Card, Facts } from '../ui/Card.tsx';
import classes from './VoiceCard.module.css';

/** Documented ranges and defaults (docs/metastudio.md#voice-ranges). */
const ranges = {
  speed: { min: 50, max: 200, normal: 100 },
  pitch: { min: 50, max: 200, normal: 100 },
  volume: { min: 90, max: 240, normal: 140 },
} as const;

/** The job's voice: speed, pitch and volume as meters over their ranges, and as factors of their defaults. */
export function VoiceCard({ voice }: { voice: Voice }) {
  const { t, language } = useTranslation();
  const factor = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  return (
    <Card title={t('voice.title')}>
      {(['speed', 'pitch', 'volume'] as const).map((key) => {
        const value = voice[key];
        const { min, max, normal } = ranges[key];
        if (value === null) return null;
        return (
          <div key={key} className={classes.row}>
            <span className={classes.name}>{t(`voice.${key}`)}</span>
            <meter
              className={classes.meter}
              min={min}
              max={max}
              value={value}
              aria-label={t(`voice.${key}`)}
            >
              {value}
            </meter>
            <span className={classes.value}>
              {value}
              <span className={classes.words}>
                {value === normal
                  ? t('voice.normal')
                  : t('voice.factor', { factor: factor.format(value / normal) })}
              </span>
            </span>
          </div>
        );
      })}
      {voice.assetId !== null && (
        <Facts
          facts={[
            {
              name: t('voice.asset'),
              value: <JobId id={voice.assetId} label={t('voice.asset')} />,
            },
          ]}
        />
      )}
    </Card>
  );
}
