import { randomBytes } from 'node:crypto';
import type { SimulatedWorld } from './world.ts';

/** All worlds of a simulator, by project, access key, IAM user and token. */
export class Registry {
  readonly #byProject = new Map<string, SimulatedWorld>();
  readonly #byKey = new Map<string, SimulatedWorld>();
  readonly #tokens = new Map<string, { world: SimulatedWorld; expiresAt: number }>();
  /** Wrong attempts in a row by access key or user, and the end of its lock (epoch ms, real clock). */
  readonly locks = new Map<string, { failures: number; until: number }>();

  add(world: SimulatedWorld): void {
    this.#byProject.set(world.projectId, world);
    this.#byKey.set(world.ak, world);
  }

  ofProject(projectId: string): SimulatedWorld | null {
    return this.#byProject.get(projectId) ?? null;
  }

  ofKey(ak: string): SimulatedWorld | null {
    return this.#byKey.get(ak) ?? null;
  }

  ofUser(user: string, domain: string): SimulatedWorld | null {
    for (const world of this.#byProject.values()) {
      if (world.iam.user === user && world.iam.domain === domain) return world;
    }
    return null;
  }

  /** A new token; `expiresAt` in epoch ms of the world's clock, which a test can advance. */
  issueToken(world: SimulatedWorld, expiresAt: number): string {
    const token = `MIIF${randomBytes(96).toString('base64url')}`;
    this.#tokens.set(token, { world, expiresAt });
    return token;
  }

  token(token: string): { world: SimulatedWorld; expiresAt: number } | null {
    return this.#tokens.get(token) ?? null;
  }

  /** Counts a wrong attempt; the fifth in a row locks for `minutes`. */
  fail(account: string, now: number, minutes: number): void {
    const lock = this.locks.get(account) ?? { failures: 0, until: 0 };
    lock.failures += 1;
    if (lock.failures >= 5) {
      lock.until = now + minutes * 60_000;
      lock.failures = 0;
    }
    this.locks.set(account, lock);
  }

  isLocked(account: string, now: number): boolean {
    return (this.locks.get(account)?.until ?? 0) > now;
  }

  succeed(account: string): void {
    this.locks.delete(account);
  }
}
