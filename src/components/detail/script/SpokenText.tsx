import type { SpokenPart } from '../../../../contract/spoken-parts.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import classes from './SpokenText.module.css';

/** A scene's text with markers for pauses, readings, emotions and the avatar's actions. */
export function SpokenText({ parts }: { parts: readonly SpokenPart[] }) {
  const { t } = useTranslation();
  return (
    <p className={classes.text}>
      {parts.map((part, i) => {
        const key = `${i}`;
        if (part.kind === 'text') return <bdi key={key}>{part.text}</bdi>;
        if (part.kind === 'reading') {
          return (
            <ruby key={key} className={classes.reading}>
              {part.text}
              <rt>{part.value}</rt>
            </ruby>
          );
        }
        return (
          <span key={key} className={classes.marker} data-kind={part.kind}>
            {t(`ssml.${part.kind}`)} {part.value}
          </span>
        );
      })}
    </p>
  );
}
