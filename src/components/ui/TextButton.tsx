import type { ComponentProps } from 'react';
import classes from './TextButton.module.css';

/** A small button without a frame, for a word or an icon. Size and colour come from `className`. */
export function TextButton({ className = '', ...props }: ComponentProps<'button'>) {
  return <button type="button" className={`${classes.button} ${className}`} {...props} />;
}
