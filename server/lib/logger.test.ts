import { expect, it } from 'vitest';
import { createLogger } from './logger.ts';

it.each(['plain-secret', 'with"quote', 'with\\backslash', 'with\ttab', 'mit-Umlaut-ü'])(
  'blots out the secret %j however it got there',
  (secret) => {
    const lines: string[] = [];
    const logger = createLogger('info', [secret], { write: (line) => lines.push(line) });
    logger.info({ event: 'x', said: `before ${secret} after` }, secret);
    expect(JSON.parse(lines.join(''))).toMatchObject({
      said: 'before [secret] after',
      msg: '[secret]',
    });
  },
);
