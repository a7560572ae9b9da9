import { type ReactNode, useState } from 'react';
import { CopyStatus } from '../../ui/CopyStatus.tsx';
import { useCopy } from '../../ui/use-copy.ts';

type Props = {
  /** What is copied. Asked for with the click: the page's own address is not known on the server. */
  text: () => string;
  /** What the button does; the job in question is in its name too, for those who hear one button after the other. */
  action: string;
  shortId: string;
  className: string | undefined;
  children?: ReactNode;
};

/**
 * A button in a row that copies something of its job. How that went is told by an element that is there as soon as the button
 * can be pressed: screen readers announce what changes in it, not its arrival.
 */
export function CopyInRow({ text, action, shortId, className, children }: Props) {
  const { state, copy, clear } = useCopy();
  const [isNear, setIsNear] = useState(false);
  const comeNear = () => setIsNear(true);
  return (
    <>
      <button
        type="button"
        className={className}
        aria-label={`${action} ${shortId}`}
        title={action}
        onPointerEnter={comeNear}
        onFocus={comeNear}
        onClick={() => void copy(text())}
        onBlur={clear}
        onPointerLeave={clear}
      >
        {children}
      </button>
      {isNear && <CopyStatus state={state} />}
    </>
  );
}
