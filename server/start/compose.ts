import { demoSignIn, devSignIn, randomToken } from '../auth/sessions.ts';
import { Audit } from '../cancel/audit.ts';
import { createAuditFile, readAuditFiles } from '../cancel/audit-file.ts';
import type { Config } from '../config/config.ts';
import { type AppOptions, createApp } from '../http/app.ts';
import { Site } from '../http/site.ts';
import { StaticFiles } from '../http/static.ts';
import { type Clock, systemClock } from '../lib/clock.ts';
import { createLogger, type Logger } from '../lib/logger.ts';
import type { App } from '../routes/context.ts';
import {
  createServices,
  mediaOrigins,
  type Services,
  secretsOf,
  type Upstream,
} from './services.ts';

export type StartOptions = {
  config: Config;
  upstream: Upstream;
  version: string;
  /** Folder of the built page; null serves none. */
  pageRoot: string | null;
};

/** A proxy that is ready to listen. */
export type Dailies = {
  app: App;
  site: Site;
  services: Services;
  logger: Logger;
  /** Goes behind the address in the ready line; empty where nobody has to sign in. */
  fragment: string;
  /** From now on `/readyz` says no and cancels are turned away. */
  drain(): void;
  close(): Promise<void>;
};

/** @throws Error with one clear line when the page is not built, or the audit cannot be read or written */
export async function prepare(options: StartOptions, clock: Clock = systemClock): Promise<Dailies> {
  const { config, upstream, version, pageRoot } = options;
  const site = new Site(config.publicUrl);
  const token = config.devToken ?? randomToken();
  const logger = createLogger(config.logLevel, [...secretsOf(upstream.credentials), token]);
  const demo = config.account === null;
  const signIn =
    config.authMode === 'demo'
      ? demoSignIn(clock)
      : devSignIn(token, config.devToken !== null, config.devRole, clock);
  const files = pageRoot === null ? null : readPage(pageRoot, options, site);
  const audit = await openAudit(config.auditDir, demo, clock, logger);
  const services = createServices({ upstream, config, audit, clock, logger });
  let draining = false;
  const wiring: AppOptions = {
    ...services,
    signIn,
    site,
    demo,
    region: config.region,
    version,
    logger,
    files,
    draining: () => draining,
  };
  return {
    app: createApp(wiring),
    site,
    services,
    logger,
    fragment: config.authMode === 'dev' ? `#token=${token}` : '',
    drain: () => {
      draining = true;
    },
    close: () => audit.close(),
  };
}

function readPage(root: string, { config, upstream }: StartOptions, site: Site): StaticFiles {
  const hosts = config.mediaHosts.map((host) => `https://${host}`);
  const mediaSources = [...hosts, ...mediaOrigins(upstream.endpoint)];
  return new StaticFiles({ root, mediaSources, https: site.https });
}

async function openAudit(dir: string, demo: boolean, clock: Clock, logger: Logger): Promise<Audit> {
  // The simulator's world begins anew with every start, with the same job ids: what was cancelled in an earlier one
  // did not happen in this.
  const earlier = demo
    ? []
    : await readAuditFiles(dir).catch(() => {
        throw new Error('AUDIT_DIR cannot be read: it tells which cancels are still open.');
      });
  const file = await createAuditFile(dir, clock.now()).catch(() => {
    throw new Error(
      'AUDIT_DIR cannot be written: cancels are recorded there before they are sent.',
    );
  });
  return new Audit(file, logger, earlier);
}
