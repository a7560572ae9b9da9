import type { Scene } from '../../../../contract/job.ts';
import { characterCount, type SpokenPart, spokenParts } from '../../../../contract/spoken-parts.ts';
import { speechSeconds } from './speech-time.ts';

export type SceneSpeech = {
  parts: SpokenPart[];
  characters: number;
  /** Estimated for text, given for a recorded voice; null when a recording's length is not known. */
  seconds: number | null;
};

/** What a scene says and how long it takes. `speed` is the voice's, 50 to 200; null when it is not known. */
export function sceneSpeech(scene: Scene, speed: number | null): SceneSpeech {
  const parts = spokenParts(scene.text ?? '');
  const characters = characterCount(parts);
  const seconds = scene.kind === 'audio' ? scene.audioSeconds : speechSeconds(parts, speed);
  return { parts, characters, seconds };
}
