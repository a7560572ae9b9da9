import classes from './Icon.module.css';
import { type IconName, iconPaths } from './icon-paths.ts';

type Props = { name: IconName; className?: string | undefined };

/** An icon of the page's sprite, 16 px unless its class says otherwise. It is always beside words, or in a named control. */
export function Icon({ name, className = '' }: Props) {
  return (
    <svg className={`${classes.icon} ${className}`} aria-hidden="true">
      <use href={`#icon-${name}`} />
    </svg>
  );
}

/** The drawings of all icons, once for the page: a row of the list only refers to them. */
export function IconSprite() {
  return (
    <svg className={classes.sprite} aria-hidden="true">
      {Object.entries(iconPaths).map(([name, path]) => (
        <symbol key={name} id={`icon-${name}`} viewBox="0 0 24 24">
          <path d={path} />
        </symbol>
      ))}
    </svg>
  );
}
