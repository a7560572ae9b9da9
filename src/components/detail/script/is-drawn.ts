import type { Scene } from '../../../../contract/job.ts';

/** Whether there is anything to draw of a scene's layout. */
export const isDrawn = ({ layers, backgrounds }: Scene): boolean =>
  layers.length > 0 || backgrounds.length > 0;
