/** What a process tells the others: that sessions were ended, or that a cancel of a job has ended. */
export type Notice = { kind: 'sessions'; id: null } | { kind: 'job'; id: string };

/** A notice as the database passes it on. @param writer who tells it */
export function noticeText(writer: string, { kind, id }: Notice): string {
  return JSON.stringify([writer, kind, id]);
}

/** Calls `listener` with a notice of another process, if it is of a kind that this program knows. */
export function hear(text: string, writer: string, listener: (notice: Notice) => void): void {
  const [by, kind, id]: unknown[] = JSON.parse(text);
  if (by === writer) return;
  if (kind === 'sessions') listener({ kind, id: null });
  if (kind === 'job' && typeof id === 'string') listener({ kind, id });
}
