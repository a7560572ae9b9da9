import type { ReactNode } from 'react';
import classes from './Card.module.css';

type Props = {
  title: string;
  /** Sits at the title's end; null where there is nothing to do. */
  action?: ReactNode;
  children: ReactNode;
};

/** A titled part of a page. */
export function Card({ title, action = null, children }: Props) {
  return (
    <section className={classes.card} aria-label={title}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

/** Names and values, one pair a line; values that nobody knows are left out by who calls. */
export function Facts({ facts }: { facts: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value }) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
