import type { PageRenderer } from '../../contract/page.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { type AppUsers, oneAppUser, personalAppUsers } from '../auth/app-users.ts';
import { headerSignIn } from '../auth/header.ts';
import { demoSignIn, devSignIn, randomToken } from '../auth/sessions.ts';
import type { SignIn } from '../auth/sign-in.ts';
import type { Config } from '../config/config.ts';
import { secretsIn } from '../config/known-secrets.ts';
import type { MetricsSettings } from '../config/metrics.ts';
import type { OidcSettings } from '../config/oidc.ts';
import { readBuiltPage } from '../http/static.ts';
import { type Clock, systemClock } from '../lib/clock.ts';
import { createLogger, type Logger } from '../lib/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { EndedSessions } from '../records/ended-sessions.ts';
import { takeInAuditFiles } from '../records/old-audit.ts';
import { openRecords } from '../records/open.ts';
import type { Records } from '../records/records.ts';
import { RecordsTrouble } from '../records/trouble.ts';
import { type Composed, compose, type Parts } from './compose.ts';
import { type Demo, startDemo } from './demo.ts';
import { keepRecords } from './keep-records.ts';
import { createOutboundFetch } from './outbound.ts';
import { readingsOf } from './readings.ts';
import type { SingleSignOnParts } from './single-sign-on.ts';

/** The running proxy, without a listener. */
export type Dailies = Composed & {
  logger: Logger;
  /** True when MetaStudio is simulated. */
  demo: boolean;
  /** The address to open in a browser, once the site listens; ends in `#token=…` if a token signs in. */
  address(): string;
  /** Closes the database and the simulator. */
  close(): Promise<void>;
};

/** The built page. */
export type Built = { pageRoot: string; loadRenderer(): Promise<{ renderer: PageRenderer }> };

/**
 * Starts the proxy without a listener, which is Node's in production and Vite's in development.
 *
 * @param built folder of the built page, and the module that draws it; null when something else serves the page
 * @throws Error with one clear line when the page is not built, the database cannot be used, or a port is taken
 */
export async function start(config: Config, built: Built | null): Promise<Dailies> {
  const page = built && {
    page: readBuiltPage(built.pageRoot),
    renderer: (await built.loadRenderer()).renderer,
  };
  const token = config.devToken ?? randomToken();
  const log = createLogger(config.logLevel, [...secretsIn(config), token]);
  const closers: (() => Promise<void>)[] = [];
  try {
    const metrics = config.metrics && (await loadMetrics(config.metrics));
    if (metrics) closers.push(() => metrics.close());
    const logger = metrics?.counted(log) ?? log;
    if (config.isRoot) {
      const words = 'Runs as root with real credentials: use another user, or set ALLOW_ROOT=1';
      logger.warn({ event: 'runs_as_root' }, words);
    }
    const opened = await openRecords(config, { clock: systemClock, logger });
    closers.push(() => opened.close());
    const demo = config.account ? null : await startDemo(config);
    if (demo) closers.push(() => demo.close());
    const { records } = opened;
    const account = await accountOf(config, records, logger);
    const started = { config, page, token, logger, demo, records, account };
    const dailies = await startOn(started, async () => {
      for (const close of closers) await close();
    });
    metrics?.read(readingsOf(dailies, records));
    return dailies;
  } catch (error) {
    for (const close of closers) await close();
    throw error;
  }
}

type Started = {
  config: Config;
  page: Pick<Parts, 'page' | 'renderer'> | null;
  token: string;
  logger: Logger;
  demo: Demo | null;
  records: Records;
  account: string;
};

async function startOn(started: Started, closeAll: () => Promise<void>): Promise<Dailies> {
  const { config, page, token, logger, demo, records, account } = started;
  const upstream = config.account ?? demo?.upstream;
  if (!upstream) throw new Error('there is no MetaStudio to talk to.');
  const clock = systemClock;
  const endedSessions = new EndedSessions(records);
  const send = await createOutboundFetch(config.outboundProxy);
  const singleSignOn =
    config.oidc && (await loadSingleSignOn(config.oidc, { endedSessions, send, clock, logger }));
  const composed = compose({
    upstream,
    config,
    appUsers: appUsersOf(config),
    records,
    account,
    clock,
    logger,
    fetch: send,
    signIn: singleSignOn ?? signInOf(config, token, clock),
    singleSignOn,
    endedSessions: singleSignOn && endedSessions,
    publicUrl: config.publicUrl,
    proxies: config.proxies,
    ...(page ?? { page: null, renderer: null }),
    demo: demo !== null,
    version: packageJson.version,
  });
  const { services, people } = composed;
  const { auditDays, compareMs } = config;
  const stopKeeping = await keepRecords({
    records,
    services,
    endedSessions,
    people,
    auditDays,
    compareMs,
    clock,
    logger,
  });
  void services.mirrors.run();
  const fragment = config.authMode === 'dev' ? `/#token=${token}` : '';
  return {
    ...composed,
    logger,
    demo: demo !== null,
    address: () => composed.site.origin + fragment,
    close: async () => {
      services.mirrors.stop();
      stopKeeping();
      await closeAll();
    },
  };
}

/** Imported only when needed: most have no use for it. */
async function loadMetrics(settings: MetricsSettings): Promise<Metrics> {
  const { startMetrics } = await import('../metrics/metrics.ts');
  // A build puts the commit in place of the variable (vite.config.ts).
  const commit = process.env.BUILD_COMMIT ?? 'unknown';
  return await startMetrics(settings, { version: packageJson.version, commit });
}

/** Imported only when needed: its libraries take 150 ms. */
async function loadSingleSignOn(settings: OidcSettings, parts: SingleSignOnParts) {
  const { createSingleSignOn } = await import('./single-sign-on.ts');
  return createSingleSignOn(settings, parts);
}

function signInOf(config: Config, token: string, clock: Clock): SignIn {
  if (config.header) return headerSignIn(config.header, clock);
  return config.authMode === 'demo'
    ? demoSignIn(clock)
    : devSignIn(token, config.devToken !== null, config.devRole, clock);
}

function appUsersOf({ authMode, appUserId, appUsers, oidc }: Config): AppUsers {
  if (appUsers === null) return oneAppUser(authMode, appUserId);
  return personalAppUsers(appUsers, oidc?.issuer ?? authMode);
}

/** Names the MetaStudio in the records, and takes in what earlier versions recorded of it. */
async function accountOf(config: Config, records: Records, logger: Logger): Promise<string> {
  // A new simulator has the same job ids, but earlier cancels did not happen in its world.
  if (config.account === null) return `demo/${records.writer}`;
  const account = `${config.region}/${config.account.projectId}`;
  await takeInAuditFiles(config.auditDir, account, records, logger).catch((error: unknown) => {
    if (error instanceof RecordsTrouble) throw error;
    throw new Error('AUDIT_DIR cannot be read: it tells which cancels are still open.');
  });
  return account;
}
