import { randomBytes } from 'node:crypto';
import { Random } from '../lib/random.ts';

/** How a tenant signs in: project id, key pair, and the IAM user. */
export type Keys = {
  projectId: string;
  ak: string;
  sk: string;
  iam: { user: string; password: string; domain: string };
};

/** Keys that the seed decides: the same ones at each start. */
export function seededKeys(seed: number): Keys {
  return keysFrom((length, purpose) => new Random(seed * 31 + purpose).hex(length), 'dailies');
}

/** Keys that no other world has. */
export function randomKeys(): Keys {
  const hex = (length: number) => randomBytes(length).toString('hex').slice(0, length);
  return keysFrom(hex, `dailies-${hex(8)}`);
}

function keysFrom(hex: (length: number, purpose: number) => string, domain: string): Keys {
  return {
    projectId: hex(32, 1),
    ak: `SIM${hex(17, 2).toUpperCase()}`,
    sk: hex(40, 3),
    iam: { user: 'dailies', password: hex(20, 5), domain },
  };
}
