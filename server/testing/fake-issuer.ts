import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** What an ID token is to be, beside what is right. */
export type Forgery = {
  claims?: Record<string, unknown>;
  /** The whole token, made from right claims; signed rightly when absent. */
  forge?: (claims: JWTPayload) => Promise<string> | string;
};

/** An OpenID provider that says what a test tells it to. */
export type FakeIssuer = {
  url: string;
  clientId: string;
  /** The next code is answered with this. */
  answer: (nonce: string, forgery?: Forgery) => void;
  sign: (claims: JWTPayload, keyId?: string) => Promise<string>;
  /** The published key, as bytes. */
  publicKey: () => Uint8Array;
  /** Signs with another key from now on, and publishes it. */
  rotate: () => Promise<void>;
  /** Changes what discovery says. */
  metadata: Record<string, unknown>;
  /** Bodies of the calls for a token. */
  asked: URLSearchParams[];
  close: () => void;
};

/** Starts it on a free port. */
export async function startFakeIssuer(): Promise<FakeIssuer> {
  const clientId = 'dailies';
  let keyCount = 0;
  let key = await newKey(keyCount);
  let reply: () => Promise<string> = async () => '';
  const asked: URLSearchParams[] = [];
  const metadata: Record<string, unknown> = {};
  const answers: Record<string, () => unknown> = {
    '/.well-known/openid-configuration': () => ({
      issuer: url,
      authorization_endpoint: `${url}/authorize`,
      token_endpoint: `${url}/token`,
      jwks_uri: `${url}/jwks`,
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      ...metadata,
    }),
    '/jwks': () => ({ keys: [key.jwk] }),
  };
  const server = createServer(async (incoming, outgoing) => {
    let body = '';
    for await (const chunk of incoming) body += String(chunk);
    const path = incoming.url ?? '';
    let known = answers[path]?.() ?? null;
    if (path === '/token') {
      asked.push(new URLSearchParams(body));
      known = {
        access_token: 'access-token-canary',
        token_type: 'bearer',
        id_token: await reply(),
      };
    }
    outgoing.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify(known));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const sign = (claims: JWTPayload, keyId = key.jwk.kid) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: keyId ?? '' }).sign(key.privateKey);
  return {
    url,
    clientId,
    metadata,
    asked,
    sign,
    answer: (nonce, { claims = {}, forge = sign } = {}) => {
      const iat = Math.floor(Date.now() / 1000);
      const right = { iss: url, aud: clientId, sub: 'u-1', nonce, iat, exp: iat + 300 };
      const person = { name: 'Wang Fang', groups: ['dailies-support'] };
      reply = async () => await forge({ ...right, ...person, ...claims });
    },
    publicKey: () => new TextEncoder().encode(JSON.stringify(key.jwk)),
    rotate: async () => {
      keyCount++;
      key = await newKey(keyCount);
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function newKey(count: number) {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const kid = `key-${count}`;
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}
