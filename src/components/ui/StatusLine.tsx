import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
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
          <IconAlertTriangle size={16} aria-hidden />
          {warning}
        </span>
      )}
      {children}
    </div>
  );
}
