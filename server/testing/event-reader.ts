/** One server-sent event, or a comment, whose text is then its data. */
export type ReadEvent = {
  event: string | null;
  id: string | null;
  data: string;
  retry: string | null;
};

/** Reads the events of a stream one after the other. */
export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #text = '';

  constructor(reply: Response) {
    if (!reply.body) throw new Error('The reply has no body.');
    this.#reader = reply.body.getReader();
  }

  /** The next event; null at the end. Comments that keep the stream alive are left out. */
  async next(): Promise<ReadEvent | null> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end === -1) {
        const { done, value } = await this.#reader.read();
        if (done) return null;
        this.#text += this.#decoder.decode(value, { stream: true });
        continue;
      }
      const block = this.#text.slice(0, end);
      this.#text = this.#text.slice(end + 2);
      if (!block.startsWith(':')) return parsed(block);
    }
  }

  async close(): Promise<void> {
    await this.#reader.cancel();
  }
}

function parsed(block: string): ReadEvent {
  const fields = new Map(
    block.split('\n').map((line) => {
      const at = line.indexOf(': ');
      return [line.slice(0, at), line.slice(at + 2)] as const;
    }),
  );
  return {
    event: fields.get('event') ?? null,
    id: fields.get('id') ?? null,
    data: fields.get('data') ?? '',
    retry: fields.get('retry') ?? null,
  };
}
