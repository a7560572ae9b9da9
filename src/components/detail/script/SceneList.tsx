import { useState } from 'react';
import type { Scene } from '../../../../contract/job.ts';
import { plainText } from '../../../../contract/spoken-parts.ts';
import { clockDuration } from '../../../lib/format.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { numberFormat } from '../../../lib/intl.ts';
import { Card } from '../../ui/Card.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { SceneItem } from './SceneItem.tsx';
import classes from './SceneList.module.css';
import { type SceneSpeech, sceneSpeech } from './scene-speech.ts';

type Props = {
  scenes: readonly Scene[];
  /** The voice's speed, 50 to 200; null when it is not known. */
  speed: number | null;
  portrait: boolean;
};

/** How many scenes are drawn at first; a script may have a hundred. */
const initialScenes = 12;

/** The script, scene by scene. */
export function SceneList({ scenes, speed, portrait }: Props) {
  const { t } = useTranslation();
  const [showsAll, setShowsAll] = useState(false);
  // Numbered by position: sequence numbers may be missing or repeated.
  const items = scenes.map((scene, i) => ({
    scene,
    number: i + 1,
    speech: sceneSpeech(scene, speed),
  }));
  return (
    <Card
      title={t('script.title')}
      action={<ScriptSummary speeches={items.map(({ speech }) => speech)} />}
    >
      <ol className={classes.scenes}>
        {items.slice(0, showsAll ? items.length : initialScenes).map((item) => (
          <li key={item.number} className={classes.scene}>
            <SceneItem {...item} portrait={portrait} />
          </li>
        ))}
      </ol>
      {!showsAll && scenes.length > initialScenes && (
        <button type="button" className={classes.more} onClick={() => setShowsAll(true)}>
          {t('script.showAll', { count: scenes.length })}
        </button>
      )}
    </Card>
  );
}

function ScriptSummary({ speeches }: { speeches: readonly SceneSpeech[] }) {
  const { t, language } = useTranslation();
  const number = numberFormat(language);
  const characters = speeches.reduce((sum, speech) => sum + speech.characters, 0);
  const seconds = speeches.reduce((sum, speech) => sum + (speech.seconds ?? 0), 0);
  const texts = speeches.map(({ parts }) => plainText(parts)).filter((text) => text !== '');
  return (
    <span className={classes.summary}>
      {t('script.summary', { count: speeches.length })} ·{' '}
      {t('script.characters', { count: characters, number: number.format(characters) })} ·{' '}
      {t('script.about', { time: clockDuration(seconds) })}
      {texts.length > 0 && <CopyButton value={texts.join('\n\n')} label={t('script.copyAll')} />}
    </span>
  );
}
