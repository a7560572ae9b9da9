import type { ReactNode } from 'react';
import type { JobDetail, VideoSettings } from '../../../../contract/job.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { numberFormat } from '../../../lib/intl.ts';
import type { Translate } from '../../../lib/translate.ts';
import { JobId } from '../../job/JobId.tsx';
import { Card, Facts } from '../../ui/Card.tsx';
import { SubtitleSample } from './SubtitleSample.tsx';
import classes from './VideoCard.module.css';

/** The output as it was ordered. The finished file may differ; its own facts are below the player. */
export function VideoCard({ job }: { job: JobDetail }) {
  const { t, language } = useTranslation();
  const { video, music, modelAssetId } = job;
  if (video === null) return null;
  const number = numberFormat(language);
  const yesNo = (flag: boolean | null) => flag !== null && (flag ? t('video.yes') : t('video.no'));
  const { codec, bitrateKbps, frameRate, subtitles, subtitleStyle, superResolution } = video;
  const rows: { name: string; value: ReactNode | null }[] = [
    { name: t('video.codec'), value: codec },
    { name: t('video.size'), value: sizeText(video, t) },
    { name: t('video.bitrate'), value: bitrateKbps && `${number.format(bitrateKbps)} kbit/s` },
    { name: t('video.frameRate'), value: frameRate && `${number.format(frameRate)} fps` },
    { name: t('video.clip'), value: clipText(video, t) },
    { name: t('video.subtitles'), value: yesNo(subtitles) },
    { name: t('video.superResolution'), value: yesNo(superResolution) },
    {
      name: t('video.music'),
      value: music?.assetId && (
        <span className={classes.music}>
          <JobId id={music.assetId} label={t('video.music')} />
          {music.volume !== null && <span>{number.format(music.volume)} %</span>}
        </span>
      ),
    },
    {
      name: t('video.model'),
      value: modelAssetId && <JobId id={modelAssetId} label={t('video.model')} />,
    },
  ];
  return (
    <Card title={t('video.title')}>
      <Facts facts={rows.filter(({ value }) => value)} />
      {subtitles === true && subtitleStyle !== null && <SubtitleSample style={subtitleStyle} />}
    </Card>
  );
}

function sizeText({ width, height }: VideoSettings, t: Translate): string | null {
  if (width === null || height === null) return null;
  const shape = width === height ? 'square' : width < height ? 'portrait' : 'landscape';
  return `${width} × ${height} · ${t(`video.${shape}`)}`;
}

/** The clip mode and the origin of a crop; an unknown mode as MetaStudio spells it. */
function clipText({ clipMode, cropX, cropY }: VideoSettings, t: Translate): string | null {
  if (clipMode !== 'CROP' && clipMode !== 'RESIZE') return clipMode;
  const origin =
    clipMode === 'CROP' && cropX !== null && cropY !== null ? ` (${cropX}, ${cropY})` : '';
  return t(`clip.${clipMode}`) + origin;
}
