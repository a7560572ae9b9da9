import { type ComponentProps, useId } from 'react';
import classes from './TextField.module.css';

type Props = ComponentProps<'input'> & {
  /** What is wrong with the text, in words; null when nothing is. */
  error?: string | null;
};

/** A field for one line of text, with its error below it. The class is that of both. */
export function TextField({ error = null, className = '', ...props }: Props) {
  const errorId = useId();
  return (
    <span className={`${classes.field} ${className}`}>
      <input
        {...props}
        className={classes.input}
        aria-invalid={error !== null || undefined}
        aria-describedby={error === null ? undefined : errorId}
      />
      {error !== null && (
        <span id={errorId} className={classes.error}>
          {error}
        </span>
      )}
    </span>
  );
}
