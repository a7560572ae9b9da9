import type { Scene } from '../../contract/job.ts';
import { plainText, spokenParts } from '../../contract/spoken-parts.ts';

/** The words of a script as people see them: without markup, a line for each scene. */
export function scriptText(scenes: readonly Pick<Scene, 'text'>[]): string {
  return scenes.map(({ text }) => plainText(spokenParts(text ?? ''))).join('\n');
}
