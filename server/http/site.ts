import { isLoopback } from '../lib/loopback.ts';

/** The names under which browsers reach us; the port is known only once we listen. */
export class Site {
  readonly #publicUrl: string | null;
  #hosts: ReadonlySet<string> = new Set();
  #cookieName = 'dailies';
  #origin = '';

  constructor(publicUrl: string | null) {
    this.#publicUrl = publicUrl;
  }

  /** We listen on `host` and `port`. */
  listening(host: string, port: number): void {
    const loopback = isLoopback(host) ? ['127.0.0.1', 'localhost', '[::1]'] : [];
    const shown = host.includes(':') ? `[${host}]` : host;
    const names = new Set([...loopback, shown]);
    const hosts = [...names].map((name) => (port === 80 ? name : `${name}:${port}`));
    if (this.#publicUrl !== null) hosts.push(new URL(this.#publicUrl).host);
    this.#hosts = new Set(hosts);
    this.#origin = this.#publicUrl ?? `http://${port === 80 ? shown : `${shown}:${port}`}`;
    // Cookies do not tell ports apart, so that two Dailies on one machine would sign each other out.
    this.#cookieName = `dailies-${port}`;
  }

  /** Where to point a browser. */
  get origin(): string {
    return this.#origin;
  }

  get cookieName(): string {
    return this.#cookieName;
  }

  get https(): boolean {
    return this.#publicUrl?.startsWith('https:') ?? false;
  }

  knows(host: string): boolean {
    return this.#hosts.has(host);
  }

  /** The origin that the page has when it was loaded under this host name. */
  originOf(host: string): string {
    const own = this.#publicUrl !== null && new URL(this.#publicUrl).host === host;
    return own ? this.#publicUrl : `http://${host}`;
  }
}
