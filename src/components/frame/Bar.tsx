import type { ReactNode } from 'react';
import classes from './Bar.module.css';

type Props = {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  /** The way out. */
  action: ReactNode;
};

/** A message at the foot of the window with what to do about it; moves nothing of the page. */
export function Bar({ icon, title, children, action }: Props) {
  return (
    <section className={classes.bar} aria-label={title}>
      <div className={classes.words} role="alert">
        <h2 className={classes.title}>
          {icon}
          {title}
        </h2>
        <p className={classes.text}>{children}</p>
      </div>
      {action}
    </section>
  );
}
