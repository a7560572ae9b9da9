import { useTranslation } from '../../lib/i18n.ts';
import classes from './SpokenText.module.css';
import type { SpokenPart } from './ssml.ts';

/** A scene's words, with quiet marks where the voice pauses, reads differently or the avatar moves. */
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
          <span key={key} className={classes.mark} data-kind={part.kind}>
            {t(`ssml.${part.kind}`)} {part.value}
          </span>
        );
      })}
    </p>
  );
}
