import type { ComponentProps } from 'react';
import classes from './Button.module.css';

/** `primary` is the one main action of a page, `danger` ends something, `quiet` has no frame. */
export type ButtonKind = 'plain' | 'primary' | 'danger' | 'quiet';

type Props = ComponentProps<'button'> & { kind?: ButtonKind };

/** The class of a button, for a link that looks like one. */
export const buttonClass = (kind: ButtonKind = 'plain') =>
  kind === 'plain' ? classes.button : `${classes.button} ${classes[kind]}`;

/** A button with words. */
export function Button({ kind = 'plain', className = '', ...props }: Props) {
  return <button type="button" className={`${buttonClass(kind)} ${className}`} {...props} />;
}
