import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { randomSessionKey, SessionKeys } from './session-keys.ts';

const context = { issuer: 'https://id.example', audience: 'dailies' };
const [first, second] = [randomSessionKey(), randomSessionKey()];

function keysOf(keys: readonly Uint8Array[], of = context, clock = fakeClock()) {
  const sealer = new SessionKeys(keys, of, clock);
  const until = Math.floor(clock.now() / 1000) + 60;
  return { sealer, clock, seal: (claims = {}) => sealer.seal('session', claims, until) };
}

/** The header that everyone can read in a sealed text. */
const headerOf = (sealed: string) =>
  JSON.parse(Buffer.from(sealed.split('.')[0] ?? '', 'base64url').toString());

describe('a sealed text', () => {
  it('is opened by its key, until its end', async () => {
    const { sealer, seal, clock } = keysOf([first]);
    const sealed = await seal({ sub: 'u-1' });
    expect(await sealer.open('session', sealed)).toMatchObject({ sub: 'u-1' });
    clock.advance(61_000);
    expect(await sealer.open('session', sealed)).toBeNull();
  });

  it('shows nothing of what is in it, and of its key a short name only', async () => {
    const sealed = await keysOf([first]).seal({ sub: 'canary' });
    expect(sealed).not.toContain(Buffer.from('canary').toString('base64url'));
    expect(headerOf(sealed)).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
      typ: 'dailies-session+jwt',
      kid: expect.stringMatching(/^[\w-]{8}$/),
    });
    expect(headerOf(await keysOf([second]).seal()).kid).not.toBe(headerOf(sealed).kid);
  });

  it('is made by the first key, and opened by each that is still there', async () => {
    const old = await keysOf([first]).seal();
    const { sealer, seal } = keysOf([second, first]);
    expect(await sealer.open('session', old)).not.toBeNull();
    const fresh = await seal();
    expect(await keysOf([second]).sealer.open('session', fresh)).not.toBeNull();
    expect(await keysOf([first]).sealer.open('session', fresh)).toBeNull();
  });

  it('is not opened as one of another kind, or of another sign-in', async () => {
    const { sealer, seal } = keysOf([first]);
    const sealed = await seal();
    expect(await sealer.open('sign-in', sealed)).toBeNull();
    for (const other of [{ issuer: 'https://other.example' }, { audience: 'other' }]) {
      const elsewhere = keysOf([first], { ...context, ...other }).sealer;
      expect(await elsewhere.open('session', sealed)).toBeNull();
    }
  });

  it('is not looked at when no browser would keep it', async () => {
    const { sealer, seal } = keysOf([first]);
    const sealed = await seal({ text: 'x'.repeat(2800) });
    expect(sealed.length).toBeLessThan(4096);
    expect(await sealer.open('session', sealed)).not.toBeNull();
    const long = await seal({ text: 'x'.repeat(4000) });
    expect(await sealer.open('session', long)).toBeNull();
  });

  it.each(['', 'a.b.c.d.e', 'x'.repeat(5000)])('is none of ours: %j', async (text) => {
    expect(await keysOf([first]).sealer.open('session', text)).toBeNull();
  });

  it('cannot be made without a key', async () => {
    await expect(keysOf([]).seal()).rejects.toThrow('there is no key to seal sessions with.');
  });
});
