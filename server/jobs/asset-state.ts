import type { MediaProblem } from '../../contract/media.ts';
import { type AssetState, assetStates } from '../../wire/asset.ts';
import { textOrNull } from '../metastudio/normalise.ts';

/** Why the files of an asset are not offered, also where it has links (docs/metastudio.md#assets); null when they are. */
const problems: Record<AssetState, MediaProblem | null> = {
  ACTIVED: null,
  CREATING: 'asset_creating',
  FAILED: 'asset_failed',
  UNACTIVED: 'asset_inactive',
  WAITING_DELETE: 'asset_expiring',
  DELETING: 'asset_gone',
  DELETED: 'asset_gone',
  BLOCK: 'frozen',
};

/** What an asset's state means for its files. An unknown one keeps nothing back: MetaStudio decides by its links. */
export function readAssetState(text: string | null | undefined): {
  problem: MediaProblem | null;
  unknown: string | null;
} {
  const state = assetStates.find((known) => known === text);
  if (state !== undefined) return { problem: problems[state], unknown: null };
  return { problem: null, unknown: textOrNull(text) };
}
