import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { PageRenderer } from '../../contract/page.ts';
import { type AppUsers, oneAppUser } from '../auth/app-users.ts';
import type { SingleSignOn } from '../auth/oidc.ts';
import { demoSignIn, devSignIn } from '../auth/sessions.ts';
import type { SignIn } from '../auth/sign-in.ts';
import { defaultMirrorDays, defaultReadBackMs } from '../config/config.ts';
import type { App } from '../http/env.ts';
import type { EventStreams } from '../http/event-stream.ts';
import type { BuiltPage } from '../http/static.ts';
import type { Addresses } from '../lib/addresses.ts';
import type { Clock } from '../lib/clock.ts';
import { createLogger, type Logger } from '../lib/logger.ts';
import type { Budgets } from '../metastudio/client.ts';
import type { Fetch } from '../metastudio/exchange.ts';
import type { People } from '../people/people.ts';
import type { EndedSessions } from '../records/ended-sessions.ts';
import type { Engine } from '../records/engine.ts';
import { Records } from '../records/records.ts';
import { compose } from '../start/compose.ts';
import type { Services, UpstreamAddress } from '../start/services.ts';
import { type AuditEntry, auditOf, memoryEngine } from './memory-engine.ts';

/** The parts of a simulated world that the proxy needs to know. */
type Tenant = { projectId: string; ak: string; sk: string };

export type ProxyOptions = {
  url: string;
  world: Tenant;
  clock: Clock;
  credentials?: UpstreamAddress['credentials'];
  appUserId?: string;
  /** Everyone sees the same when absent. */
  appUsers?: AppUsers;
  mirrorDays?: number;
  mediaHosts?: string[] | null;
  signIn?: SignIn;
  singleSignOn?: SingleSignOn;
  endedSessions?: EndedSessions;
  publicUrl?: string;
  proxies?: Addresses;
  /** Takes the log's lines too, as metrics do. */
  counted?: (log: Logger) => Logger;
  /** Address that requests come from. */
  peer?: string;
  /** The database; an empty one when absent. */
  engine?: Engine;
  fetch?: Fetch;
  budgets?: Budgets;
  page?: BuiltPage;
  renderer?: PageRenderer | null;
};

export const host = '127.0.0.1:8080';

/** A proxy in this process, called through its HTTP interface. */
export type RunningProxy = {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<Response>;
  request(path: string, init: RequestInit): Promise<Response>;
  /** The app itself, for a listener. */
  fetch: App['fetch'];
  routes: readonly { method: string; path: string }[];
  services: Services;
  people: People;
  streams: EventStreams;
  /** See `Composed`. */
  drain: () => void;
  /** All log lines so far, at level trace. */
  logged: string[];
  records: Records;
  /** The lines of the audit, each with its detail. */
  audit: () => Promise<AuditEntry[]>;
};

/** Builds the proxy in front of a simulated world. */
export function startProxy(options: ProxyOptions): RunningProxy {
  const { url, world, clock } = options;
  const logged: string[] = [];
  const log = createLogger('trace', [], { write: (line) => logged.push(line) });
  const logger = options.counted?.(log) ?? log;
  const { ak, sk } = world;
  const credentials = options.credentials ?? { kind: 'key', ak, sk, securityToken: null };
  const engine = options.engine ?? memoryEngine();
  const signIn = options.singleSignOn ?? options.signIn ?? demoSignIn(clock);
  const records = new Records(engine, { clock, logger });
  const { app, site, services, people, streams, drain } = compose({
    upstream: { endpoint: url, projectId: world.projectId, credentials },
    config: {
      region: 'cn-north-4',
      appUserId: options.appUserId ?? null,
      mediaHosts: options.mediaHosts ?? null,
      readBackMs: defaultReadBackMs,
      tryAgainMs: null,
      mirrorDays: options.mirrorDays ?? defaultMirrorDays,
    },
    appUsers: options.appUsers ?? oneAppUser(signIn.mode, options.appUserId ?? null),
    records,
    account: world.projectId,
    clock,
    logger,
    ...(options.fetch ? { fetch: options.fetch } : {}),
    ...(options.budgets ? { budgets: options.budgets } : {}),
    signIn,
    singleSignOn: options.singleSignOn ?? null,
    endedSessions: options.endedSessions ?? null,
    publicUrl: options.publicUrl ?? null,
    proxies: options.proxies ?? null,
    page: options.page ?? null,
    renderer: options.renderer ?? null,
    demo: true,
    version: '0.0.0',
  });
  site.listening('127.0.0.1', 8080);
  const audit = () => auditOf(engine);
  return {
    ...requests(app, options.peer),
    fetch: app.fetch,
    routes: app.routes,
    services,
    people,
    streams,
    drain,
    logged,
    records,
    audit,
  };
}

function requests(app: App, peer?: string): Pick<RunningProxy, 'get' | 'post' | 'request'> {
  const request = async (path: string, init: RequestInit) =>
    await app.request(
      `http://${host}${path}`,
      init,
      peer === undefined ? {} : connectedFrom(peer, new Headers(init.headers)),
    );
  return {
    get: (path, headers = {}) => request(path, { headers: { host, ...headers } }),
    post: (path, body, headers = {}, signal = new AbortController().signal) =>
      request(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { ...fromPage, ...headers },
        signal,
      }),
    request,
  };
}

/** What node-server passes along with a request from this address. */
function connectedFrom(peer: string, headers: Headers): { incoming: IncomingMessage } {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: peer });
  const incoming = new IncomingMessage(socket);
  incoming.rawHeaders = [...headers].flat();
  return { incoming };
}

/** Headers of the page's calls. */
export const fromPage: Record<string, string> = {
  host,
  origin: `http://${host}`,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
  'x-dailies': '1',
};

export const devToken = 'token-for-tests-0123456789';

/** Sign-in by a token that works more than once. */
export function reusableDevSignIn(clock: Clock): SignIn {
  return devSignIn(devToken, true, 'support', clock);
}

/** The body of a reply, with the type that the contract gives it. */
export async function json<T>(reply: Response): Promise<T> {
  return JSON.parse(await reply.text());
}
