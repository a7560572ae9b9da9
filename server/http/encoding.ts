import { parseAccept } from 'hono/utils/accept';
import { Lru } from '../lib/lru.ts';
import type { AppContext } from './env.ts';

/** Compressions that replies can have, the smallest first. */
export const encodings = ['br', 'gzip'] as const;
export type Encoding = (typeof encodings)[number];

/** What clients accept, by their header: browsers have a handful of them. */
const known = new Lru<string, Encoding[]>(100);
/** Longer headers are too rare to be worth the memory. */
const maxKnownLength = 100;

/** The smallest of these encodings that the client accepts. Browsers list gzip before br, which is not a preference. */
export function acceptedEncoding(
  c: AppContext,
  available: readonly Encoding[],
): Encoding | undefined {
  const header = c.req.header('accept-encoding') ?? '';
  return acceptedBy(header).find((one) => available.includes(one));
}

function acceptedBy(header: string): Encoding[] {
  const before = known.get(header);
  if (before) return before;
  const accepted = parseAccept(header).filter(({ q }) => q > 0);
  const made = encodings.filter((one) => accepted.some(({ type }) => type === one));
  if (header.length <= maxKnownLength) known.set(header, made);
  return made;
}
