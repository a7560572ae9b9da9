import type { Voice } from '../../../../contract/job.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { numberFormat } from '../../../lib/intl.ts';
import { JobId } from '../../job/JobId.tsx';
import { Card, Facts } from '../../ui/Card.tsx';
import classes from './VoiceCard.module.css';
import { type VoiceSetting, voiceRanges, voiceSettings, voiceValue } from './voice-settings.ts';

/** The job's voice: speed, pitch and volume, and the asset it comes from. */
export function VoiceCard({ voice }: { voice: Voice }) {
  const { t } = useTranslation();
  return (
    <Card title={t('voice.title')}>
      {voiceSettings.map((setting) => (
        <Setting key={setting} setting={setting} value={voiceValue(voice, setting)} />
      ))}
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

type SettingProps = { setting: VoiceSetting; value: number | null };

/** A setting as a meter over its range, as a number, and as a factor of its default. */
function Setting({ setting, value }: SettingProps) {
  const { t, language } = useTranslation();
  const { min, max, normal } = voiceRanges[setting];
  const factor = numberFormat(language, { maximumFractionDigits: 2 });
  const name = t(`voice.${setting}`);
  if (value === null) {
    return (
      <div className={classes.row}>
        <span className={classes.name}>{name}</span>
        <span />
        <span className={classes.value}>–</span>
      </div>
    );
  }
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
