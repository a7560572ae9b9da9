import type { Exchange } from './exchange.ts';

/** An error reply in the words of MetaStudio (`MSS.…`) or of the gateway in front of it (`APIGW.…`). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** The reply's body. Those of the gateway carry a request id, MetaStudio's own do not. */
  body(requestId: string): Record<string, string> {
    const { code, message } = this;
    return code.startsWith('APIG')
      ? { error_msg: message, error_code: code, request_id: requestId }
      : { error_code: code, error_msg: message };
  }
}

export function errorReply(error: ApiError, requestId: string, headers = {}): Response {
  return Response.json(error.body(requestId), { status: error.status, headers });
}

export const invalidParameter = () => new ApiError(400, 'MSS.00000003', 'Invalid parameter');

export const notFound = () => new ApiError(404, 'MSS.00000002', 'Not Found');

export const internalError = () => new ApiError(500, 'MSS.00000004', 'Internal Error');

/** Codes of the 0301 family with the messages of docs/metastudio.md#gateway-codes. */
export const incorrectIam = (prefix: string, detail: string) =>
  new ApiError(401, `${prefix}.0301`, `Incorrect IAM authentication information: ${detail}`);

/** The gateway's throttling reply; `Retry-After` is not documented, so only a fault that asks for it sends it. */
export function tooManyRequests(exchange: Exchange, retryAfter?: string | number): Response {
  const prefix = exchange.world?.switches.gatewayPrefix ?? 'APIGW';
  const error = new ApiError(
    429,
    `${prefix}.0308`,
    'The throttling threshold has been reached: policy user over ratelimit,limit:20,time:1 second',
  );
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return errorReply(error, exchange.requestId, headers);
}
