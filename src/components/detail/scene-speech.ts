import type { Scene } from '../../../contract/job.ts';
import { characterCount, type SpokenPart, speechSeconds, spokenParts } from './ssml.ts';

export type SceneSpeech = {
  parts: SpokenPart[];
  characters: number;
  /** Estimated for text, given for a recorded voice; null when a recording's length is not known. */
  seconds: number | null;
};

/** What a scene says and how long it takes. `speed` is the voice's, 100 being 250 characters a minute; null: unknown. */
export function sceneSpeech(scene: Scene, speed: number | null): SceneSpeech {
  const parts = spokenParts(scene.text ?? '');
  const characters = characterCount(parts);
  const seconds = scene.kind === 'audio' ? scene.audioSeconds : speechSeconds(characters, speed);
  return { parts, characters, seconds };
}
