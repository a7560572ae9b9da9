/** As many calls as the lane of read-backs has in flight. */
const lines = 4;

/**
 * Reads that wait for each other in four lines. Many watches that begin together, as after a restart, would otherwise all ask
 * at the same moment: most of them would use up their time waiting for the rate limit, and all come again a minute later.
 */
export function inTurn<A extends unknown[], R>(read: (...args: A) => Promise<R>): typeof read {
  const last: Promise<void>[] = [];
  let next = 0;
  return async (...args) => {
    const line = next++ % lines;
    const reading = (last[line] ?? Promise.resolve()).then(() => read(...args));
    last[line] = reading.then(
      () => undefined,
      () => undefined,
    );
    return await reading;
  };
}
