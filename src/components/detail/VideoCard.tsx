import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { JobDetail, SubtitleStyle, VideoSettings } from '../../../contract/job.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { JobId } from '../job/JobId.tsx';
import { Card, Facts } from '../ui/Card.tsx';
import classes from './VideoCard.module.css';

const shape = (width: number, height: number) =>
  width === height ? 'square' : width < height ? 'portrait' : 'landscape';

/** The clip mode in words; one that we do not know as MetaStudio spells it. */
function clip({ clipMode, cropX, cropY }: VideoSettings, t: TFunction): string | null {
  if (clipMode !== 'CROP' && clipMode !== 'RESIZE') return clipMode;
  const place =
    clipMode === 'CROP' && cropX !== null && cropY !== null ? ` (${cropX}, ${cropY})` : '';
  return t(`clip.${clipMode}`) + place;
}

/** The output as it was ordered. The finished file may differ, and its own facts stand with the player. */
export function VideoCard({ job }: { job: JobDetail }) {
  const { t, language } = useTranslation();
  const { video, music } = job;
  if (video === null) return null;
  const number = new Intl.NumberFormat(language);
  const yesNo = (flag: boolean | null) => flag !== null && (flag ? t('video.yes') : t('video.no'));
  const { width, height, bitrateKbps, frameRate } = video;
  const rows: { name: string; value: ReactNode | null }[] = [
    { name: t('video.codec'), value: video.codec },
    {
      name: t('video.size'),
      value:
        width !== null && height !== null
          ? `${width} × ${height} · ${t(`video.${shape(width, height)}`)}`
          : null,
    },
    { name: t('video.bitrate'), value: bitrateKbps && `${number.format(bitrateKbps)} kbit/s` },
    { name: t('video.frameRate'), value: frameRate && `${number.format(frameRate)} fps` },
    {
      name: t('video.clip'),
      value: clip(video, t),
    },
    { name: t('video.subtitles'), value: yesNo(video.subtitles) },
    { name: t('video.superResolution'), value: yesNo(video.superResolution) },
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
      value: job.modelAssetId && <JobId id={job.modelAssetId} label={t('video.model')} />,
    },
  ];
  return (
    <Card title={t('video.title')}>
      <Facts facts={rows.filter(({ value }) => value)} />
      {video.subtitles === true && video.subtitleStyle !== null && (
        <SubtitleSample style={video.subtitleStyle} />
      )}
    </Card>
  );
}

const COLOR = /^#[0-9a-f]{6}$/i;

/** The subtitles' style, drawn; a colour that is none is left to the browser's own. */
function SubtitleSample({ style }: { style: SubtitleStyle }) {
  const { t } = useTranslation();
  const stroke =
    style.strokeColor !== null && COLOR.test(style.strokeColor) ? style.strokeColor : null;
  const color =
    style.fontColor !== null && COLOR.test(style.fontColor) ? style.fontColor : '#ffffff';
  const facts = [
    style.fontName,
    style.fontSize === null ? null : `${style.fontSize} px`,
    color,
    stroke,
  ];
  return (
    <figure className={classes.sample}>
      <span
        className={classes.subtitle}
        style={{
          color,
          opacity: style.opacity ?? 1,
          ...(stroke === null
            ? {}
            : { WebkitTextStroke: `3px ${stroke}`, paintOrder: 'stroke fill' }),
        }}
      >
        {t('video.sample')}
      </span>
      <figcaption className={classes.caption}>{facts.filter(Boolean).join(' · ')}</figcaption>
    </figure>
  );
}
