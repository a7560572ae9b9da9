import type { ReactNode } from 'react';
import classes from './Notice.module.css';

type Props = {
  icon: ReactNode;
  title: string;
  /** What happened, or what will be shown here. */
  children: ReactNode;
  /** The next step, or null when there is none: a required prop, because it is easy to forget. */
  action: ReactNode | null;
  tone?: 'quiet' | 'bad';
  /** `h1` where the notice is the whole page. */
  heading?: 'h1' | 'h2';
};

/** Stands in the place of content that is empty, filtered away or failed to load. */
export function Notice({
  icon,
  title,
  children,
  action,
  tone = 'quiet',
  heading: Heading = 'h2',
}: Props) {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'bad' ? 'alert' : undefined}>
      <span className={classes.icon} aria-hidden>
        {icon}
      </span>
      <Heading className={classes.title}>{title}</Heading>
      <div className={classes.text}>{children}</div>
      {action !== null && <div className={classes.action}>{action}</div>}
    </div>
  );
}
