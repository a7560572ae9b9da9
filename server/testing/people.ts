import type { Role } from '../../contract/session.ts';
import type { JobSpec } from '../../simulator/simulator.ts';
import { personalAppUsers } from '../auth/app-users.ts';
import { headerSignIn } from '../auth/header.ts';
import { readAddresses } from '../lib/addresses.ts';
import { fromPage, type ProxyOptions, startProxy } from './proxy.ts';
import type { WorldMirrors } from './world-mirror.ts';

const secret = 'shared-secret-0123456789';
const peer = '10.1.0.7';

/** Headers of a person's requests, as their proxy and their page send them. */
export const as = (id: string, role: Role = 'producer'): Record<string, string> => ({
  ...fromPage,
  'x-dailies-secret': secret,
  'x-user': id,
  'x-groups': role,
});

/** A job of an app user. */
export const jobOf = (appUserId: string | null, more: JobSpec = {}): JobSpec => ({
  name: `of ${appUserId}`,
  appUserId,
  createdSecondsAgo: 900,
  ...more,
});

/** A proxy in front of a world in which each person sees what is filed under their login; managers and up see all. */
export function peopleSetUp(
  worlds: WorldMirrors,
  records: JobSpec[],
  more: Partial<ProxyOptions> = {},
) {
  const { clock } = worlds;
  const proxies = readAddresses(peer);
  if (!proxies) throw new Error('The address is wrong.');
  const names = { user: 'x-user', name: null, roles: 'x-groups' };
  const known: Role[] = ['viewer', 'producer', 'manager', 'support', 'admin'];
  const roleMap = new Map<string, Role>(known.map((role) => [role, role]));
  const world = worlds.world({ records });
  const proxy = startProxy({
    url: worlds.url(),
    world,
    clock,
    fetch: worlds.fetch,
    signIn: headerSignIn({ proxies, secret, ...names, roleMap }, clock),
    appUsers: personalAppUsers({ key: null, viewers: 'own' }, 'header'),
    proxies,
    peer,
    ...more,
  });
  /** The result of something that takes its time. */
  const finished = async <T>(work: Promise<T>, ms = 30_000): Promise<T> => {
    let isDone = false;
    const end = work.finally(() => {
      isDone = true;
    });
    for (let passed = 0; !isDone && passed < ms; passed += 250) await clock.pass(250);
    return await end;
  };
  const ask = (path: string, headers: Record<string, string>) => finished(proxy.get(path, headers));
  const send = (path: string, headers: Record<string, string>) =>
    finished(proxy.post(path, {}, headers));
  return { world, proxy, finished, ask, send };
}
