import { expect, it } from 'vitest';
import { assetFileStates, assetStates } from '../../wire/asset.ts';
import { readAssetState } from './asset-state.ts';

it.each([
  ['ACTIVED', null],
  ['CREATING', 'asset_creating'],
  ['FAILED', 'asset_failed'],
  ['UNACTIVED', 'asset_inactive'],
  ['WAITING_DELETE', 'asset_expiring'],
  ['DELETING', 'asset_gone'],
  ['DELETED', 'asset_gone'],
  ['BLOCK', 'frozen'],
])('offers the files of an asset by its state: %s', (state, problem) => {
  expect(readAssetState(state, 'CREATED')).toEqual({ problem, unknown: null });
});

it.each([
  ['CREATED', null],
  ['UPLOADED', null],
  ['CREATING', 'asset_creating'],
  ['REVIEW', 'asset_creating'],
  ['FAILED', 'asset_failed'],
  ['CANCELLED', 'asset_failed'],
  ['DELETING', 'asset_gone'],
  ['DELETED', 'asset_gone'],
  ['BLOCK', 'frozen'],
])('offers the main file of an active asset by its own state: %s', (state, problem) => {
  expect(readAssetState('ACTIVED', state)).toEqual({ problem, unknown: null });
});

it.each([
  ['DELETING', 'REVIEW', 'asset_gone'],
  ['CREATING', 'DELETED', 'asset_gone'],
  ['UNACTIVED', 'BLOCK', 'frozen'],
  ['BLOCK', 'DELETED', 'frozen'],
  ['WAITING_DELETE', 'CREATING', 'asset_expiring'],
])('tells the more important of two problems: %s with a file %s', (asset, file, problem) => {
  expect(readAssetState(asset, file).problem).toBe(problem);
});

it.each([undefined, null, ''])('offers what says no state: %j', (none) => {
  expect(readAssetState(none, none)).toEqual({ problem: null, unknown: null });
  for (const state of assetStates) expect(readAssetState(state, none).unknown).toBeNull();
  for (const state of assetFileStates) expect(readAssetState(none, state).unknown).toBeNull();
});

it.each([
  ['ARCHIVED', 'CREATED', null, 'ARCHIVED'],
  ['ACTIVED', 'ARCHIVED', null, 'ARCHIVED'],
  ['ARCHIVED', 'MOVED', null, 'ARCHIVED'],
  ['actived', 'created', null, 'actived'],
  ['ARCHIVED', 'FAILED', 'asset_failed', 'ARCHIVED'],
  ['UNACTIVED', 'ARCHIVED', 'asset_inactive', 'ARCHIVED'],
])(
  'keeps nothing back for an unknown state: %s with a file %s',
  (asset, file, problem, unknown) => {
    expect(readAssetState(asset, file)).toEqual({ problem, unknown });
  },
);
