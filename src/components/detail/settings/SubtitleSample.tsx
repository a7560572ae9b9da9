import type { SubtitleStyle } from '../../../../contract/job.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { hexColor } from './hex-color.ts';
import classes from './SubtitleSample.module.css';

/** Drawn and named when MetaStudio does not give the colour of the font. */
const defaultFontColor = '#ffffff';

/** A sample text in the style of the subtitles, with its facts. A value that is no colour is left out. */
export function SubtitleSample({ style }: { style: SubtitleStyle }) {
  const { t } = useTranslation();
  const color = hexColor(style.fontColor) ?? defaultFontColor;
  const stroke = hexColor(style.strokeColor);
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
