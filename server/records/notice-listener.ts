import pg from 'pg';

/** PostgreSQL's channel for what processes tell each other. */
export const noticeChannel = 'dailies';

/** Pause before a lost connection is made anew, in ms. What is missed meanwhile is found by looking, as without notices. */
const againMs = 1000;

/**
 * Listens on a connection of its own, since one of a pool would hear only while it is used. Never throws.
 *
 * @returns a function that ends it
 */
export function listenForNotices(url: string, onNotice: (text: string) => void): () => void {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isEnded = false;
  const connect = () => {
    const next = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 3000,
      keepAlive: true,
      application_name: 'dailies-notices',
    });
    client = next;
    next.on('notification', ({ payload = '' }) => onNotice(payload));
    // Of an error too; without a listener for that the process would end.
    next.on('error', () => undefined);
    next.once('end', again);
    next
      .connect()
      .then(() => next.query(`listen ${noticeChannel}`))
      .catch(() => next.end().catch(() => undefined));
  };
  const again = () => {
    if (isEnded) return;
    timer = setTimeout(connect, againMs);
    timer.unref();
  };
  connect();
  return () => {
    isEnded = true;
    if (timer) clearTimeout(timer);
    void client?.end().catch(() => undefined);
  };
}
