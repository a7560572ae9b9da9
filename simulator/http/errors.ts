/** An answer that is not a success, in the words of MetaStudio (`MSS.…`) or of the gateway before it (`APIGW.…`). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  /** Gateway bodies carry a request id, MetaStudio's own do not. */
  readonly gateway: boolean;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.gateway = code.startsWith('APIG');
    this.headers = headers;
  }

  body(requestId: string): Record<string, string> {
    const own = { error_code: this.code, error_msg: this.message };
    return this.gateway
      ? { error_msg: this.message, error_code: this.code, request_id: requestId }
      : own;
  }
}

export const invalidParameter = () => new ApiError(400, 'MSS.00000003', 'Invalid parameter');

export const notFound = () => new ApiError(404, 'MSS.00000002', 'Not Found');

/** Codes of the 0301 family with the sub-messages of metastudio-api 5.2. */
export const incorrectIam = (prefix: string, detail: string) =>
  new ApiError(401, `${prefix}.0301`, `Incorrect IAM authentication information: ${detail}`);
