import type { FileState } from '../../contract/media.ts';
import type { Clock } from '../lib/clock.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import type { Fetch } from './exchange.ts';

type Dependencies = { fetch: Fetch; clock: Clock; logger: Logger };

/** Milliseconds until the store must have sent the first byte. */
const budgetMs = 5_000;

/**
 * Asks the object store for the first byte of a file, and tells how that went. A HEAD would need another signature
 * (docs/metastudio.md#link-signature), and a GET of the first byte is what a player sends. Redirects are not followed:
 * they could lead to a host that is not allowed.
 *
 * @param url a signed link to an allowed host; it is never logged
 */
export async function checkFile(
  { fetch, clock, logger }: Dependencies,
  url: string,
): Promise<FileState> {
  const limit = clock.timeout(budgetMs);
  const log = (file: FileState, fields: Record<string, string | number | null>) =>
    logger.info({ event: 'file_check', file, ...fields }, 'File of a video checked');
  try {
    const response = await fetch(url, {
      headers: { Range: 'bytes=0-0' },
      credentials: 'omit',
      redirect: 'manual',
      signal: limit.signal,
    });
    const file = await fileState(response);
    log(file, { status: response.status });
    return file;
  } catch (error) {
    const { error: name, code = null } = errorFields(error);
    log('unreachable', { error: String(name), code: code === null ? null : String(code) });
    return 'unreachable';
  } finally {
    limit.clear();
  }
}

/** What a reply to the request of the first byte says (docs/metastudio.md#object-requests). */
async function fileState(response: Response): Promise<FileState> {
  const { status } = response;
  // The first byte is beyond the end of a file without bytes only.
  if (status === 416) return discarded(response, 'empty');
  if (status !== 200 && status !== 206) return discarded(response, 'refused');
  // A length can be missing or wrong: a byte that has arrived is the proof.
  const reader = response.body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return first?.value === undefined ? 'empty' : 'readable';
}

async function discarded(response: Response, state: FileState): Promise<FileState> {
  await response.body?.cancel();
  return state;
}
