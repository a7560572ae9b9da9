import type { Scene } from '../../../../contract/job.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import classes from './FirstScene.module.css';
import { ScenePicture } from './ScenePicture.tsx';

type Props = { scene: Scene; portrait: boolean };

/** The layout of a script's first scene, in the place of a video that is still to come. It says that it is not the video. */
export function FirstScene({ scene, portrait }: Props) {
  const { t } = useTranslation();
  const note = t('script.notVideo');
  return (
    <>
      <ScenePicture scene={scene} portrait={portrait} label={note} className={classes.picture} />
      <span className={classes.note} aria-hidden>
        {note}
      </span>
    </>
  );
}
