import type { PageRenderer } from '../../contract/page.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { demoSignIn, devSignIn, randomToken } from '../auth/sessions.ts';
import { Audit } from '../cancel/audit.ts';
import { createAuditFile, readAuditFiles } from '../cancel/audit-file.ts';
import type { Config } from '../config/config.ts';
import { readBuiltPage } from '../http/static.ts';
import { systemClock } from '../lib/clock.ts';
import { createLogger, type Logger } from '../lib/logger.ts';
import { type Composed, compose, type Parts } from './compose.ts';
import { type Demo, startDemo } from './demo.ts';
import { createOutboundFetch, secretsOfProxy } from './outbound.ts';
import { secretsOf } from './services.ts';

/** The running proxy, without a listener. */
export type Dailies = Composed & {
  logger: Logger;
  /** True when MetaStudio is simulated. */
  demo: boolean;
  /** The address to open in a browser, once the site listens; ends in `#token=…` if a token signs in. */
  address(): string;
  /** Closes the audit and the simulator. */
  close(): Promise<void>;
};

/** The built page. */
export type Built = { pageRoot: string; loadRenderer(): Promise<{ renderer: PageRenderer }> };

/**
 * Starts the proxy without a listener, which is Node's in production and Vite's in development.
 *
 * @param built folder of the built page, and the module that draws it; null when something else serves the page
 * @throws Error with one clear line when the page is not built, the audit cannot be used, or a port is taken
 */
export async function start(config: Config, built: Built | null): Promise<Dailies> {
  const page = built && {
    page: readBuiltPage(built.pageRoot),
    renderer: (await built.loadRenderer()).renderer,
  };
  const demo = config.account ? null : await startDemo(config);
  try {
    return await startOn(config, demo, page);
  } catch (error) {
    await demo?.close();
    throw error;
  }
}

async function startOn(
  config: Config,
  demo: Demo | null,
  page: Pick<Parts, 'page' | 'renderer'> | null,
): Promise<Dailies> {
  const upstream = config.account ?? demo?.upstream;
  if (!upstream) throw new Error('there is no MetaStudio to talk to.');
  const clock = systemClock;
  const token = config.devToken ?? randomToken();
  const logger = createLogger(config.logLevel, [
    ...secretsOf(upstream.credentials),
    ...secretsOfProxy(config.outboundProxy),
    token,
  ]);
  const audit = await openAudit(config.auditDir, demo !== null, logger);
  const signIn =
    config.authMode === 'demo'
      ? demoSignIn(clock)
      : devSignIn(token, config.devToken !== null, config.devRole, clock);
  const composed = compose({
    upstream,
    config,
    audit,
    clock,
    logger,
    fetch: await createOutboundFetch(config.outboundProxy),
    signIn,
    publicUrl: config.publicUrl,
    ...(page ?? { page: null, renderer: null }),
    demo: demo !== null,
    version: packageJson.version,
  });
  void composed.services.follower.run();
  const fragment = config.authMode === 'dev' ? `/#token=${token}` : '';
  return {
    ...composed,
    logger,
    demo: demo !== null,
    address: () => composed.site.origin + fragment,
    close: async () => {
      composed.services.follower.stop();
      await audit.close();
      await demo?.close();
    },
  };
}

async function openAudit(dir: string, demo: boolean, logger: Logger): Promise<Audit> {
  // A new simulator has the same job ids, but earlier cancels did not happen in its world.
  const earlier = demo
    ? []
    : await readAuditFiles(dir).catch(() => {
        throw new Error('AUDIT_DIR cannot be read: it tells which cancels are still open.');
      });
  const file = await createAuditFile(dir, systemClock.now()).catch(() => {
    throw new Error(
      'AUDIT_DIR cannot be written: cancels are recorded there before they are sent.',
    );
  });
  return new Audit(file, logger, earlier);
}
