import { isLoopback } from '../lib/loopback.ts';

/** Hosts and origins under which browsers reach the proxy. The port is known only once it listens. */
export class Site {
  readonly #publicUrl: string | null;
  #hosts: ReadonlySet<string> = new Set();
  #cookieName = 'dailies';
  #origin = '';

  constructor(publicUrl: string | null) {
    this.#publicUrl = publicUrl;
  }

  /** Sets the address that the proxy listens on. */
  listening(host: string, port: number): void {
    const loopback = isLoopback(host) ? ['127.0.0.1', 'localhost', '[::1]'] : [];
    const shown = host.includes(':') ? `[${host}]` : host;
    const names = new Set([...loopback, shown]);
    const hosts = [...names].map((name) => (port === 80 ? name : `${name}:${port}`));
    if (this.#publicUrl !== null) hosts.push(new URL(this.#publicUrl).host);
    this.#hosts = new Set(hosts);
    this.#origin = this.#publicUrl ?? `http://${port === 80 ? shown : `${shown}:${port}`}`;
    // Cookies ignore ports: with one name, two instances on one machine would overwrite each other's session.
    this.#cookieName = `dailies-${port}`;
  }

  /** The origin to open in a browser. */
  get origin(): string {
    return this.#origin;
  }

  get cookieName(): string {
    return this.#cookieName;
  }

  get https(): boolean {
    return this.#publicUrl?.startsWith('https:') ?? false;
  }

  acceptsHost(host: string): boolean {
    return this.#hosts.has(host);
  }

  /** The origin of a page that was loaded from this host. */
  originOf(host: string): string {
    const own = this.#publicUrl !== null && new URL(this.#publicUrl).host === host;
    return own ? this.#publicUrl : `http://${host}`;
  }
}
