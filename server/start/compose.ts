import type { PageRenderer } from '../../contract/page.ts';
import { idleMs, type SingleSignOn } from '../auth/oidc.ts';
import type { SignIn } from '../auth/sign-in.ts';
import { createApp } from '../http/app.ts';
import type { App } from '../http/env.ts';
import { EventStreams } from '../http/event-stream.ts';
import { SessionAudit } from '../http/session-audit.ts';
import { Site } from '../http/site.ts';
import type { BuiltPage } from '../http/static.ts';
import type { Addresses } from '../lib/addresses.ts';
import { People } from '../people/people.ts';
import type { EndedSessions } from '../records/ended-sessions.ts';
import { FirstPages } from '../routes/first-pages.ts';
import { createServices, type ServiceOptions, type Services } from './services.ts';

/** The parts of the proxy that differ between production, development and tests. */
export type Parts = ServiceOptions & {
  signIn: SignIn;
  /** The same as `signIn`, if that is it; else null. */
  singleSignOn: SingleSignOn | null;
  /** Origin that browsers use, if it is not the one that we listen on. */
  publicUrl: string | null;
  /** The sessions of single sign-on that were ended; null with other ways to sign in. */
  endedSessions: EndedSessions | null;
  /** Proxies in front whose forwarded headers are believed; null when there are none. */
  proxies: Addresses | null;
  /** Null when something else serves the page. */
  page: BuiltPage | null;
  /** Draws the first HTML; null when the page's own code draws all of it. */
  renderer: PageRenderer | null;
  /** True when MetaStudio is simulated. */
  demo: boolean;
  version: string;
};

/** A proxy that is ready to listen. */
export type Composed = {
  app: App;
  site: Site;
  services: Services;
  people: People;
  streams: EventStreams;
  /** From now on `/readyz` answers 503, cancels are refused, and streams have ended. */
  drain(): void;
};

/** Creates the proxy from its parts, for production, development and tests alike. */
export function compose(parts: Parts): Composed {
  const { config, records, signIn, demo, version, clock, logger } = parts;
  const { mode } = signIn;
  const site = new Site(parts.publicUrl, mode === 'oidc' || mode === 'header', parts.proxies);
  const services = createServices(parts);
  const sessionAudit = new SessionAudit({ records, mode, site, clock, logger });
  const people = new People({ ...parts, idleMs });
  const streams = new EventStreams();
  let draining = false;
  const app = createApp({
    ...services,
    streams,
    signIn,
    singleSignOn: parts.singleSignOn,
    sessionAudit,
    people,
    appUsers: parts.appUsers,
    site,
    demo,
    region: config.region,
    version,
    logger,
    page: parts.page && {
      page: parts.page,
      pages: new FirstPages({ ...parts, ...services, document: parts.page.document }),
    },
    draining: () => draining,
    recordsTrouble: () => records.trouble(),
    recordsShared: records.engine.shared,
  });
  const drain = () => {
    draining = true;
    services.mirrors.stop();
    streams.endAll();
  };
  return { app, site, services, people, streams, drain };
}
