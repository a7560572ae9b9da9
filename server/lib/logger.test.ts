import { expect, it } from 'vitest';
import { createLogger } from './logger.ts';

it.each(['plain-secret', 'with"quote', 'with\\backslash', 'with\ttab', 'mit-Umlaut-ü'])(
  'redacts the secret %j in fields and messages',
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
