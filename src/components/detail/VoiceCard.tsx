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

const settings = ['speed', 'pitch', 'volume'] as const;

/** The job's voice: speed, pitch and volume, and the asset it comes from. */
export function VoiceCard({ voice }: { voice: Voice }) {
  const { t } = useTranslation();
  return (
    <Card title={t('voice.title')}>
      {settings.map((setting) => {
        const value = voice[setting];
        return value === null ? null : (
          <SettingMeter key={setting} setting={setting} value={value} />
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

type MeterProps = { setting: (typeof settings)[number]; value: number };

/** A setting as a meter over its range, as a number, and as a factor of its default. */
function SettingMeter({ setting, value }: MeterProps) {
  const { t, language } = useTranslation();
  const { min, max, normal } = ranges[setting];
  const factor = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const name = t(`voice.${setting}`);
  return (
    <div className={classes.row}>
      <span className={classes.name}>{name}</span>
      <meter className={classes.meter} min={min} max={max} value={value} aria-label={name}>
        {value}
      </meter>
      <span className={classes.value}>
        {value}
        <span className={classes.factor}>
          {value === normal
            ? t('voice.normal')
            : t('voice.factor', { factor: factor.format(value / normal) })}
        </span>
      </span>
    </div>
  );
}
