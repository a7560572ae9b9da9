import type { ReactNode } from 'react';
import classes from './Notice.module.css';

type Props = {
  icon: ReactNode;
  title: string;
  /** What happened, or what this place is for. */
  children: ReactNode;
  /** The next step; every notice offers one, or says null on purpose. */
  action: ReactNode | null;
  tone?: 'quiet' | 'bad';
};

/** What is shown in the place of content: nothing here, nothing matches, it failed. */
export function Notice({ icon, title, children, action, tone = 'quiet' }: Props) {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'bad' ? 'alert' : undefined}>
      <span className={classes.icon} aria-hidden>
        {icon}
      </span>
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.text}>{children}</div>
      {action !== null && <div className={classes.action}>{action}</div>}
    </div>
  );
}
