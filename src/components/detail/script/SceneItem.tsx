import type { Scene } from '../../../../contract/job.ts';
import { plainText } from '../../../../contract/spoken-parts.ts';
import { clockDuration } from '../../../lib/format.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { isDrawn } from './is-drawn.ts';
import classes from './SceneItem.module.css';
import { ScenePicture } from './ScenePicture.tsx';
import { SpokenText } from './SpokenText.tsx';
import type { SceneSpeech } from './scene-speech.ts';

type Props = { scene: Scene; number: number; speech: SceneSpeech; portrait: boolean };

/** One scene: its number, length, picture and spoken text. */
export function SceneItem({ scene, number, speech, portrait }: Props) {
  const { t } = useTranslation();
  const { parts, characters, seconds } = speech;
  const time = seconds === null ? '–' : clockDuration(seconds);
  return (
    <>
      <div className={classes.head}>
        <span className={classes.number}>{t('script.scene', { number })}</span>
        <span className={classes.facts}>
          {scene.kind === 'audio'
            ? t('script.audio', { time })
            : `${t('script.characters', { count: characters, number: characters })} · ${t('script.about', { time })}`}
        </span>
        {characters > 0 && (
          <CopyButton value={plainText(parts)} label={t('script.copyScene', { number })} />
        )}
      </div>
      <div className={classes.body}>
        {isDrawn(scene) && (
          <ScenePicture scene={scene} portrait={portrait} label={t('script.picture', { number })} />
        )}
        {scene.mediaBlocked && <p className={classes.silent}>{t('media.blocked')}</p>}
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
