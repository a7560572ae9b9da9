import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import classes from './StatusLine.module.css';

type Props = {
  /** Why what is shown is old; null while it is fresh. */
  warning: string | null;
  children?: ReactNode;
};

/** One line about the age of what is shown; amber, with the warning first, when it is old. */
export function StatusLine({ warning, children }: Props) {
  return (
    <div className={classes.line} data-warning={warning !== null || undefined}>
      {warning !== null && (
        <span className={classes.warning} role="alert">
          <Icon name="alert" />
          {warning}
        </span>
      )}
      {children}
    </div>
  );
}
