import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

const secrets = { clientId: 'dailies', clientSecret: 'e2e-client-secret-0123456789' };

/** A real OpenID provider on this machine, in which every name signs in, with itself as its group. */
export type OpenIdProvider = {
  /** Settings of the product. */
  settings: Record<string, string>;
  clientSecret: string;
  /** Lets the product at this address use it. */
  admit: (productUrl: string) => void;
  stop: () => void;
};

/** Starts the provider on a free port; it answers once a product is admitted. */
export async function startOpenIdProvider(): Promise<OpenIdProvider> {
  let answer: RequestListener = (_, outgoing) => {
    outgoing.writeHead(503).end();
  };
  const server = createServer((incoming, outgoing) => answer(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    settings: {
      AUTH_MODE: 'oidc',
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: secrets.clientId,
      OIDC_CLIENT_SECRET: secrets.clientSecret,
      OIDC_ROLE_MAP: 'sam=support,vera=viewer,ada=admin',
    },
    clientSecret: secrets.clientSecret,
    admit: (productUrl) => {
      answer = providerFor(issuer, productUrl).callback();
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function providerFor(issuer: string, productUrl: string): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: secrets.clientId,
        client_secret: secrets.clientSecret,
        redirect_uris: [`${productUrl}/auth/callback`],
        post_logout_redirect_uris: [`${productUrl}/`],
      },
    ],
    claims: { openid: ['sub'], profile: ['name'], groups: ['groups'] },
    scopes: ['openid', 'profile', 'groups'],
    cookies: { keys: ['e2e-cookie-key'] },
    ttl: { AccessToken: 600, IdToken: 600, Grant: 600, Interaction: 600, Session: 600 },
    pkce: { required: () => true },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: `${id} of the company`, groups: [id] }),
    }),
  });
}
