/**
 * Keeps the process alive when what reads its output goes away, or the disk of its log is full: such a write fails with an
 * `error` event, which would end the process if nothing listened. The lines are lost.
 */
export function outliveReaders(streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams) stream.on('error', () => undefined);
}
