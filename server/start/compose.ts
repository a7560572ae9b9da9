import type { SignIn } from '../auth/sessions.ts';
import { createApp } from '../http/app.ts';
import type { App } from '../http/env.ts';
import { Site } from '../http/site.ts';
import type { BuiltPage } from '../http/static.ts';
import { createServices, mediaOrigins, type ServiceOptions, type Services } from './services.ts';

/** Everything the proxy is made of that is not the same in production, development and tests. */
export type Parts = ServiceOptions & {
  signIn: SignIn;
  /** Origin that browsers use, when it is not the one that is listened on. */
  publicUrl: string | null;
  /** Null where something else serves the page. */
  page: BuiltPage | null;
  /** True when MetaStudio is simulated. */
  demo: boolean;
  version: string;
};

/** A proxy that is ready to listen. */
export type Composed = {
  app: App;
  site: Site;
  services: Services;
  /** From now on `/readyz` answers 503 and cancels are refused. */
  drain(): void;
};

/** Puts the proxy together; the only place that does. */
export function compose(parts: Parts): Composed {
  const { upstream, config, signIn, publicUrl, page, demo, version, logger } = parts;
  const site = new Site(publicUrl);
  const services = createServices(parts);
  const hosts = config.mediaHosts.map((host) => `https://${host}`);
  let draining = false;
  const app = createApp({
    ...services,
    signIn,
    site,
    demo,
    region: config.region,
    version,
    logger,
    page,
    mediaSources: [...hosts, ...mediaOrigins(upstream.endpoint)],
    draining: () => draining,
  });
  const drain = () => {
    draining = true;
  };
  return { app, site, services, drain };
}
