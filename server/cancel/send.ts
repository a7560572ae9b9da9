import type { Clock } from '../lib/clock.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import type { CancelAccepted } from '../metastudio/client.ts';
import { UpstreamFault } from '../metastudio/errors.ts';

/** What the answer to the one request says (docs/promises.md#cancel-evidence). */
export type SendResult =
  /** 2xx: accepted, which is not done yet. */
  | { kind: 'accepted'; status: number; requestId: string | null }
  /** Refused: this request did nothing. */
  | { kind: 'refused'; fault: UpstreamFault }
  /** Not sent, or turned away at the gateway (throttled, our key refused): nothing can have been done. */
  | { kind: 'not_sent'; fault: UpstreamFault }
  /** Sent without a clear answer: it may have been done, or be done later, or never. */
  | { kind: 'ambiguous'; fault: UpstreamFault };

/** The longest wait before a throttled request is sent again. */
const resendWithinMs = 5000;

/** Sends a cancel once, and a second time only if the first was throttled for 5 s at most. Never throws. */
export async function sendOnce(
  send: () => Promise<CancelAccepted>,
  { clock, logger }: { clock: Clock; logger: Logger },
): Promise<SendResult> {
  const attempt = async (): Promise<SendResult> => {
    try {
      return { kind: 'accepted', ...(await send()) };
    } catch (error) {
      if (error instanceof UpstreamFault) return resultOf(error);
      // An error of ours, after which the request may have been sent.
      logger.error({ event: 'unexpected', ...errorFields(error) }, 'Cancel failed');
      return { kind: 'ambiguous', fault: new UpstreamFault('internal') };
    }
  };
  const first = await attempt();
  // The gateway throttles before MetaStudio sees a request, so sending again is safe.
  if (first.kind !== 'not_sent' || first.fault.code !== 'upstream_throttled') return first;
  const pause = first.fault.retryAfterMs ?? 1000;
  if (pause > resendWithinMs) return first;
  await clock.sleep(pause);
  return await attempt();
}

function resultOf(fault: UpstreamFault): SendResult {
  if (!fault.sent) return { kind: 'not_sent', fault };
  switch (fault.code) {
    case 'upstream_throttled':
    case 'upstream_credentials':
    case 'upstream_clock_skew':
      return { kind: 'not_sent', fault };
    case 'upstream_forbidden':
    case 'upstream_misconfigured':
    case 'upstream_rejected':
    case 'job_not_found':
      return { kind: 'refused', fault };
    default:
      return { kind: 'ambiguous', fault };
  }
}
