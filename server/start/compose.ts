import type { PageRenderer } from '../../contract/page.ts';
import type { SingleSignOn } from '../auth/oidc.ts';
import type { User } from '../auth/roles.ts';
import type { SignIn } from '../auth/sign-in.ts';
import { createApp } from '../http/app.ts';
import type { App } from '../http/env.ts';
import { EventStreams } from '../http/event-stream.ts';
import { SessionAudit } from '../http/session-audit.ts';
import { Site } from '../http/site.ts';
import type { BuiltPage } from '../http/static.ts';
import type { Addresses } from '../lib/addresses.ts';
import { FirstPages } from '../routes/first-pages.ts';
import { createServices, type ServiceOptions, type Services } from './services.ts';

/** The parts of the proxy that differ between production, development and tests. */
export type Parts = Omit<ServiceOptions, 'owns'> & {
  signIn: SignIn;
  /** The same as `signIn`, if that is it; else null. */
  singleSignOn: SingleSignOn | null;
  /** Origin that browsers use, if it is not the one that we listen on. */
  publicUrl: string | null;
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
  /** From now on `/readyz` answers 503, cancels are refused, and streams have ended. */
  drain(): void;
};

/** Creates the proxy from its parts, for production, development and tests alike. */
export function compose(parts: Parts): Composed {
  const { config, records, signIn, demo, version, clock, logger } = parts;
  const { mode } = signIn;
  const site = new Site(parts.publicUrl, mode === 'oidc' || mode === 'header', parts.proxies);
  const owns = ownership(mode, config.appUserId);
  const services = createServices({ ...parts, owns });
  const sessionAudit = new SessionAudit({ records, mode, site, clock, logger });
  const streams = new EventStreams();
  let draining = false;
  const app = createApp({
    ...services,
    streams,
    signIn,
    singleSignOn: parts.singleSignOn,
    sessionAudit,
    owns,
    site,
    demo,
    region: config.region,
    version,
    logger,
    page: parts.page && {
      page: parts.page,
      pages: new FirstPages({ ...services, ...parts, document: parts.page.document }),
    },
    draining: () => draining,
    recordsTrouble: () => records.trouble(),
    recordsShared: records.engine.shared,
  });
  const drain = () => {
    draining = true;
    services.follower.stop();
    streams.endAll();
  };
  return { app, site, services, drain };
}

/**
 * Whose the jobs are, as far as that is known: with METASTUDIO_APP_USER_ID all jobs that are seen are that app user's. It is the
 * person with this id, or in dev mode the only one there is.
 */
function ownership(mode: SignIn['mode'], appUserId: string | null): (user: User) => boolean {
  if (appUserId === null) return () => false;
  return ({ id }) => mode === 'dev' || id === appUserId;
}
