import { type MediaProblem, mediaProblems } from '../../contract/media.ts';
import {
  type AssetFileState,
  type AssetState,
  assetFileStates,
  assetStates,
} from '../../wire/asset.ts';
import { textOrNull } from '../metastudio/normalise.ts';

type Text = string | null | undefined;

/** Why the files of an asset are not offered, also where it has links (docs/metastudio.md#assets); null when they are. */
const ofAsset: Record<AssetState, MediaProblem | null> = {
  ACTIVED: null,
  CREATING: 'asset_creating',
  FAILED: 'asset_failed',
  UNACTIVED: 'asset_inactive',
  WAITING_DELETE: 'asset_expiring',
  DELETING: 'asset_gone',
  DELETED: 'asset_gone',
  BLOCK: 'frozen',
};

/** The same for one file, which has a state of its own. */
const ofFile: Record<AssetFileState, MediaProblem | null> = {
  CREATED: null,
  UPLOADED: null,
  CREATING: 'asset_creating',
  REVIEW: 'asset_creating',
  FAILED: 'asset_failed',
  CANCELLED: 'asset_failed',
  DELETING: 'asset_gone',
  DELETED: 'asset_gone',
  BLOCK: 'frozen',
};

/**
 * What the states of an asset and of its main file mean for that file: the more important problem of the two, and a state
 * that is not documented. An unknown state keeps nothing back: MetaStudio decides by its links.
 */
export function readAssetState(
  asset: Text,
  mainFile: Text,
): { problem: MediaProblem | null; unknown: string | null } {
  const state = assetStates.find((known) => known === asset);
  const fileState = assetFileStates.find((known) => known === mainFile);
  const found = [state && ofAsset[state], fileState && ofFile[fileState]];
  const unknown = [state ? null : textOrNull(asset), fileState ? null : textOrNull(mainFile)];
  return {
    problem: mediaProblems.find((problem) => found.includes(problem)) ?? null,
    unknown: unknown.find((text) => text !== null) ?? null,
  };
}
