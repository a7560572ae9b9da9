import { useState } from 'react';
import type { Scene } from '../../../contract/job.ts';
import { clockDuration } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { Card } from '../ui/Card.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import classes from './SceneList.module.css';
import { ScenePicture } from './ScenePicture.tsx';
import { SpokenText } from './SpokenText.tsx';
import { characterCount, plainText, speechSeconds, spokenParts } from './ssml.ts';

type Props = {
  scenes: readonly Scene[];
  /** The voice's speed, 100 being 250 characters a minute; null when not known. */
  speed: number | null;
  portrait: boolean;
};

/** Scenes drawn at first; a script may have a hundred. */
const FIRST = 12;

/** The script, scene by scene, as it is spoken. */
export function SceneList({ scenes, speed, portrait }: Props) {
  const { t, language } = useTranslation();
  const [all, setAll] = useState(false);
  // Told apart by their place: sequence numbers may be missing or double.
  const numbered = scenes.map((scene, i) => ({ scene, number: i + 1 }));
  const texts = scenes.map((scene) => spokenParts(scene.text ?? ''));
  const characters = texts.reduce((sum, parts) => sum + characterCount(parts), 0);
  const seconds = scenes.reduce(
    (sum, scene, i) =>
      sum +
      (scene.kind === 'audio'
        ? (scene.audioSeconds ?? 0)
        : speechSeconds(characterCount(texts[i] ?? []), speed)),
    0,
  );
  const format = new Intl.NumberFormat(language);
  const spoken = texts.map(plainText).filter((text) => text !== '');
  return (
    <Card
      title={t('script.title')}
      action={
        <span className={classes.summary}>
          {t('script.summary', { count: scenes.length })} ·{' '}
          {t('script.characters', { count: characters, number: format.format(characters) })} ·{' '}
          {t('script.about', { time: clockDuration(seconds) })}
          {spoken.length > 0 && (
            <CopyButton value={spoken.join('\n\n')} label={t('script.copyAll')} />
          )}
        </span>
      }
    >
      <ol className={classes.scenes}>
        {numbered.slice(0, all ? numbered.length : FIRST).map(({ scene, number }) => (
          <li key={number} className={classes.scene}>
            <SceneItem scene={scene} number={number} speed={speed} portrait={portrait} />
          </li>
        ))}
      </ol>
      {!all && scenes.length > FIRST && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          {t('script.showAll', { count: scenes.length })}
        </button>
      )}
    </Card>
  );
}

type ItemProps = { scene: Scene; number: number; speed: number | null; portrait: boolean };

function SceneItem({ scene, number, speed, portrait }: ItemProps) {
  const { t } = useTranslation();
  const parts = spokenParts(scene.text ?? '');
  const characters = characterCount(parts);
  return (
    <>
      <div className={classes.head}>
        <span className={classes.number}>{t('script.scene', { number })}</span>
        <span className={classes.facts}>
          {scene.kind === 'audio'
            ? t('script.audio', {
                time: scene.audioSeconds === null ? '–' : clockDuration(scene.audioSeconds),
              })
            : `${t('script.characters', { count: characters, number: characters })} · ${t('script.about', { time: clockDuration(speechSeconds(characters, speed)) })}`}
        </span>
        {characters > 0 && (
          <CopyButton value={plainText(parts)} label={t('script.copyScene', { number })} />
        )}
      </div>
      <div className={classes.body}>
        {(scene.layers.length > 0 || scene.backgrounds.length > 0) && (
          <ScenePicture scene={scene} portrait={portrait} label={t('script.picture', { number })} />
        )}
        {parts.length > 0 ? (
          <SpokenText parts={parts} />
        ) : (
          <p className={classes.silent}>
            {scene.kind === 'audio' ? t('script.audioText') : t('script.noText')}
          </p>
        )}
      </div>
    </>
  );
}
