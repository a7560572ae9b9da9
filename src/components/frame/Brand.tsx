import classes from './Brand.module.css';

/** Logo and name of the product. */
export function Brand() {
  return (
    <span className={classes.brand}>
      {/* Low: React would ask for it in the head, before the covers. */}
      <img src="/favicon.svg" alt="" width={24} height={24} fetchPriority="low" />
      <span translate="no">Dailies</span>
    </span>
  );
}
