import type { ComponentProps } from 'react';
import { serverTime } from '../../lib/clock.ts';
import { followText, type TimedText } from '../../lib/ticker.ts';

type Props = Omit<ComponentProps<'time'>, 'children' | 'ref'> & {
  /** `time` where the text is that of `dateTime`. */
  as?: 'span' | 'time';
  textAt: (now: number) => TimedText;
};

/** A text that changes with time by itself, without being rendered again. What the server rendered may be older. */
export function LiveText({ as: Element = 'span', textAt, ...props }: Props) {
  return (
    <Element
      {...props}
      ref={(element: HTMLElement | null) =>
        element === null ? undefined : followText(element, textAt)
      }
      suppressHydrationWarning
    >
      {textAt(serverTime()).text}
    </Element>
  );
}
