import { createHash, randomBytes } from 'node:crypto';
import { EncryptJWT, type JWTPayload, jwtDecrypt } from 'jose';
import type { Clock } from '../lib/clock.ts';

/** What a sealed text is for: one of another kind does not open. */
export type SealKind = 'session' | 'sign-in';

type Key = { id: string; bytes: Uint8Array };

/** A key that no one else knows, for one process. */
export function randomSessionKey(): Uint8Array {
  return randomBytes(32);
}

/**
 * Seals texts that browsers keep for us, with the first of several keys, and opens what any of them has sealed
 * (docs/decisions/0026-sessions-in-a-sealed-cookie.md). A key is dropped eight hours after a new one came before it.
 */
export class SessionKeys {
  readonly #keys: readonly Key[];
  /** Of what sign-in the sealed texts are part: issuer and client. */
  readonly #context: { issuer: string; audience: string };
  readonly #clock: Clock;

  constructor(
    keys: readonly Uint8Array[],
    context: { issuer: string; audience: string },
    clock: Clock,
  ) {
    this.#keys = keys.map((bytes) => ({ id: idOf(bytes), bytes }));
    this.#context = context;
    this.#clock = clock;
  }

  /** @param expiresAt in seconds since 1970 */
  async seal(kind: SealKind, claims: JWTPayload, expiresAt: number): Promise<string> {
    const [key] = this.#keys;
    if (!key) throw new Error('there is no key to seal sessions with.');
    return await new EncryptJWT(claims)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: key.id, typ: typeOf(kind) })
      .setIssuer(this.#context.issuer)
      .setAudience(this.#context.audience)
      .setExpirationTime(expiresAt)
      .encrypt(key.bytes);
  }

  /** What was sealed; null when it is not ours, of another kind, changed, or over. */
  async open(kind: SealKind, sealed: string): Promise<JWTPayload | null> {
    if (sealed.length > maxSealedLength) return null;
    try {
      const { payload } = await jwtDecrypt(sealed, ({ kid }) => this.#bytesOf(kid), {
        ...this.#context,
        typ: typeOf(kind),
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        requiredClaims: ['exp'],
        currentDate: new Date(this.#clock.now()),
      });
      return payload;
    } catch {
      return null;
    }
  }

  #bytesOf(id: string | undefined): Uint8Array {
    const key = this.#keys.find((one) => one.id === id);
    if (!key) throw new Error('unknown key');
    return key.bytes;
  }
}

/** Browsers keep no longer cookie. */
const maxSealedLength = 4096;

function typeOf(kind: SealKind): string {
  return `dailies-${kind}+jwt`;
}

/** Tells keys apart without saying anything about them. */
function idOf(bytes: Uint8Array): string {
  return createHash('sha256').update('dailies').update(bytes).digest('base64url').slice(0, 8);
}
