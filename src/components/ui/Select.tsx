import type { ComponentProps } from 'react';
import classes from './Select.module.css';

type Props<T extends string> = Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'children'> & {
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  /** Without a frame, as part of a line of words. */
  quiet?: boolean;
};

/** The browser's own list of choices: it works with keyboards, phones and screen readers, and weighs nothing. */
export function Select<T extends string>({
  value,
  options,
  onChange,
  quiet = false,
  className = '',
  ...props
}: Props<T>) {
  return (
    <span className={`${classes.place} ${className}`} data-quiet={quiet || undefined}>
      <select
        {...props}
        className={classes.select}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}
