import type { Addresses } from '../lib/addresses.ts';
import { isLoopback } from '../lib/loopback.ts';

/** Hosts and origins under which browsers reach the proxy. The port is known only once it listens. */
export class Site {
  readonly #publicUrl: string | null;
  readonly #forTeams: boolean;
  #hosts: ReadonlySet<string> = new Set();
  #cookieName = 'dailies';
  #origin = '';

  /** Proxies in front whose forwarded headers are believed. */
  readonly #proxies: Addresses | null;

  /** @param forTeams false for a sign-in that is for one machine, which does not work behind a proxy */
  constructor(publicUrl: string | null, forTeams: boolean, proxies: Addresses | null) {
    this.#publicUrl = publicUrl;
    this.#forTeams = forTeams;
    this.#proxies = proxies;
  }

  /** Sets the address that the proxy listens on. */
  listening(host: string, port: number): void {
    const loopback = isLoopback(host) ? ['127.0.0.1', 'localhost', '[::1]'] : [];
    const shown = host.includes(':') ? `[${host}]` : host;
    const names = new Set([...loopback, shown]);
    const hosts = [...names].map((name) => (port === 80 ? name : `${name}:${port}`));
    if (this.#publicUrl !== null) hosts.push(new URL(this.#publicUrl).host);
    this.#origin = this.#publicUrl ?? `http://${port === 80 ? shown : `${shown}:${port}`}`;
    // Teams have one address: a sign-in that begins under another name would not find its cookie at the end.
    this.#hosts = new Set(this.#forTeams ? [new URL(this.#origin).host] : hosts);
    // Cookies ignore ports: with one name, two instances on one machine would overwrite each other's session.
    this.#cookieName = this.https ? '__Host-dailies' : `dailies-${port}`;
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

  /** Whether requests may come through a proxy in front. */
  get allowsProxies(): boolean {
    return this.#forTeams;
  }

  /** Whether a proxy at this address says the truth about where its requests come from. */
  trusts(address: string): boolean {
    return this.#proxies?.has(address) ?? false;
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
