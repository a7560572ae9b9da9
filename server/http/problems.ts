import { type Problem, type ProblemCode, problems } from '../../contract/problem.ts';
import { ProblemError } from '../lib/problem-error.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { maxBodyBytes } from './limits.ts';

/** Title and detail of every problem, for operators; the page has its own text for each code. */
const texts: Record<ProblemCode, readonly [title: string, detail: string]> = {
  invalid_request: ['Invalid request', 'A parameter is wrong.'],
  unauthenticated: ['Not signed in', 'Sign in first.'],
  no_app_user: ['No app user', 'Your login cannot be an app user of MetaStudio.'],
  no_role: ['No access', 'You are known, but have no role in Dailies.'],
  too_many_attempts: ['Too many attempts', 'Wait before you try again.'],
  forbidden: ['Not allowed', 'Your role does not allow this.'],
  wrong_host: ['Wrong host', 'Dailies does not answer to this name.'],
  cross_site: ['Not from this page', 'Changes are accepted from the page itself only.'],
  unsupported_media_type: ['Not JSON', 'Send application/json.'],
  not_found: ['Not found', 'There is nothing at this address.'],
  method_not_allowed: ['Method not allowed', 'This address does not take that method.'],
  too_large: ['Too large', `The request is larger than ${maxBodyBytes / 1024} KiB.`],
  busy: ['Busy', 'Too many requests are waiting for MetaStudio.'],
  draining: ['Shutting down', 'This server is about to stop.'],
  records_unavailable: [
    'Records cannot be used',
    'What people do is not recorded now: cancels are off.',
  ],
  internal: ['Something went wrong', 'The log has more under the request id.'],
  job_not_found: ['No such job', 'MetaStudio does not know this job.'],
  upstream_unreachable: ['MetaStudio cannot be reached', 'The connection failed.'],
  upstream_timeout: ['MetaStudio did not answer', 'The reply did not come in time.'],
  upstream_error: ['MetaStudio failed', 'MetaStudio answered with an error of its own.'],
  upstream_malformed: ['MetaStudio’s reply is unusable', 'It is not what is documented.'],
  upstream_throttled: ['MetaStudio throttles', 'Too many calls for this account.'],
  upstream_credentials: ['MetaStudio refuses our credentials', 'Check keys or token.'],
  upstream_clock_skew: ['The clock is wrong', 'This server’s time differs too much.'],
  upstream_forbidden: ['MetaStudio forbids this', 'The cloud account has no permission.'],
  upstream_misconfigured: ['Region or project is wrong', 'MetaStudio has nothing there.'],
  upstream_rejected: ['MetaStudio rejected the request', 'It found the request wrong.'],
};

/** The problem of any thrown error; an unknown one is `internal` and its text is not passed on. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof UpstreamFault) return new ProblemError(error.code, error);
  return new ProblemError('internal');
}

/** The body of the reply (RFC 9457). */
export function problemBody(error: ProblemError, requestId: string): Problem {
  const [title, detail] = texts[error.code];
  return {
    type: 'about:blank',
    title,
    status: problems[error.code].status,
    detail: error.detail ?? detail,
    code: error.code,
    field: error.field,
    requestId,
    upstream: error.upstream,
  };
}
