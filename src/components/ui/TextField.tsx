import { type ComponentProps, useEffect, useEffectEvent, useId, useRef } from 'react';
import classes from './TextField.module.css';

type Props = Omit<ComponentProps<'input'>, 'value' | 'onChange'> & {
  value: string;
  /** Called with the whole text whenever it changes, and with what was typed before the page's code was there. */
  onText: (text: string) => void;
  /** What is wrong with the text, in words; null when nothing is. */
  error?: string | null;
};

/** A field for one line of text, with its error below it. The class is that of both. */
export function TextField({ value, onText, error = null, className = '', ...props }: Props) {
  const errorId = useId();
  const input = useRef<HTMLInputElement>(null);
  // React keeps what the browser's field has when it takes the page over, and tells no one.
  const takeEarlyText = useEffectEvent(() => {
    const text = input.current?.value ?? value;
    if (text !== value) onText(text);
  });
  useEffect(takeEarlyText, []);
  return (
    <span className={`${classes.field} ${className}`}>
      <input
        {...props}
        ref={input}
        value={value}
        onChange={(event) => onText(event.currentTarget.value)}
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
