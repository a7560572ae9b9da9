import { IconDownload } from '@tabler/icons-react';
import type { JobMedia } from '../../../contract/media.ts';
import { clockDuration, fileSize } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { buttonClass } from '../ui/Button.tsx';
import classes from './MediaFacts.module.css';

/** Size, length and weight of the finished file, where known, what is odd about it, and the link to download it. */
export function MediaFacts({ media }: { media: JobMedia }) {
  const { t, language } = useTranslation();
  const { width, height, durationSeconds, fileSizeBytes, unknownAssetState } = media;
  const facts = [
    width !== null && height !== null ? `${width} × ${height}` : null,
    durationSeconds === null ? null : clockDuration(durationSeconds),
    fileSizeBytes === null ? null : fileSize(fileSizeBytes, language),
    media.video?.source === 'preview' ? t('player.preview') : null,
    media.mediaBlocked ? t('media.blocked') : null,
    unknownAssetState === null ? null : t('player.assetState', { state: unknownAssetState }),
  ].filter((fact) => fact !== null);
  return (
    <div className={classes.line}>
      <span className={classes.facts}>{facts.join(' · ')}</span>
      {media.downloadUrl !== null && (
        <a
          className={buttonClass('quiet')}
          href={media.downloadUrl}
          target="_blank"
          rel="noopener noreferrer"
          referrerPolicy="no-referrer"
        >
          <IconDownload size={16} aria-hidden />
          {t('player.download')}
        </a>
      )}
    </div>
  );
}
