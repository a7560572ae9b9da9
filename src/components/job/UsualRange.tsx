import type { Usual } from '../../../contract/job.ts';
import { serverTime } from '../../lib/clock.ts';
import { followTime } from '../../lib/ticker.ts';
import classes from './UsualRange.module.css';
import { standing, standingStep } from './usual-range.ts';

type Props = {
  /** When the phase began, in ms since 1970. */
  since: number;
  usual: Usual;
  isLate: boolean;
};

/**
 * A small picture of where a moving job stands in the usual range, beside the words that say it. A `meter`: its attribute needs
 * no style, which the first HTML may not have, and moves without rendering.
 */
export function UsualRange({ since, usual, isLate }: Props) {
  const step = standingStep(usual);
  const spanAt = (now: number) => Math.max(0, now - since);
  const placeAt = (now: number) => standing(spanAt(now), usual);
  return (
    <meter
      ref={(meter) => {
        if (meter === null) return undefined;
        return followTime((now) => {
          meter.value = placeAt(now);
          return now + step - (spanAt(now) % step);
        });
      }}
      className={classes.range}
      data-late={isLate || undefined}
      aria-hidden
      value={placeAt(serverTime()).toFixed(3)}
      suppressHydrationWarning
    />
  );
}
