import classes from './Brand.module.css';

/** Logo and name of the product. */
export function Brand() {
  return (
    <span className={classes.brand}>
      <img src="/favicon.svg" alt="" width={24} height={24} />
      <span translate="no">Dailies</span>
    </span>
  );
}
