import { accepts } from 'hono/accepts';
import type { AppContext } from './env.ts';

/** Compressions that replies can have, the smallest first. */
export const encodings = ['br', 'gzip'] as const;
export type Encoding = (typeof encodings)[number];

/** The smallest of these encodings that the client accepts. Browsers list gzip before br, which is not a preference. */
export function acceptedEncoding(
  c: AppContext,
  available: readonly Encoding[],
): Encoding | undefined {
  const chosen = accepts(c, {
    header: 'Accept-Encoding',
    supports: encodings.filter((one) => available.includes(one)),
    default: '',
    match: (accepted, { supports }) =>
      supports.find((one) => accepted.some(({ type, q }) => type === one && q > 0)) ?? '',
  });
  return encodings.find((one) => one === chosen);
}
