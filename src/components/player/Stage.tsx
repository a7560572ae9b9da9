import type { ReactNode } from 'react';
import classes from './Stage.module.css';

type Props = {
  /** `video` is dark in both themes; `text` looks like the page. */
  ground: 'video' | 'text';
  /** True for a job that will not have a video: the stage is as high as its text. */
  isCompact?: boolean;
  /** The line below. */
  foot?: ReactNode;
  children: ReactNode;
};

/**
 * The place of a job's video, in the video's own shape from the start. The line below is there before it has content:
 * nothing moves when the video arrives.
 */
export function Stage({ ground, isCompact = false, foot = null, children }: Props) {
  return (
    <div className={classes.frame}>
      <div className={classes.stage} data-ground={ground} data-compact={isCompact || undefined}>
        {children}
      </div>
      {!isCompact && <div className={classes.foot}>{foot}</div>}
    </div>
  );
}
