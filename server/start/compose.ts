import type { PageRenderer } from '../../contract/page.ts';
import type { SignIn } from '../auth/sessions.ts';
import { createApp } from '../http/app.ts';
import type { App } from '../http/env.ts';
import { EventStreams } from '../http/event-stream.ts';
import { Site } from '../http/site.ts';
import type { BuiltPage } from '../http/static.ts';
import { FirstPages } from '../routes/first-pages.ts';
import { createServices, mediaOrigins, type ServiceOptions, type Services } from './services.ts';

/** The parts of the proxy that differ between production, development and tests. */
export type Parts = ServiceOptions & {
  signIn: SignIn;
  /** Origin that browsers use, if it is not the one that we listen on. */
  publicUrl: string | null;
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
  const { upstream, config, records, signIn, publicUrl, demo, version, logger } = parts;
  const site = new Site(publicUrl);
  const services = createServices(parts);
  const mediaHosts = config.mediaHosts.map((host) => `https://${host}`);
  const streams = new EventStreams();
  let draining = false;
  const app = createApp({
    ...services,
    streams,
    signIn,
    records,
    site,
    demo,
    region: config.region,
    version,
    logger,
    page: parts.page && {
      page: parts.page,
      pages: new FirstPages({ ...services, ...parts, document: parts.page.document }),
      mediaSources: [...mediaHosts, ...mediaOrigins(upstream.endpoint)],
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
