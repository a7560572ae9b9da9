/** What the log lines of one event add to. */
export type CountedLine = {
  /** Name without the prefix, and what the number means. */
  counter: string;
  help: string;
  /** Labels by name, with the field of the line that has the value. None may hold an id or what a person wrote. */
  labels: Record<string, string>;
  /** How long it took, from the field `ms`. */
  duration?: { name: string; help: string; labels: string[]; buckets: number[] };
};

/** The events of the log that are counted (docs/decisions/0034-metrics-are-counted-log-lines.md). */
export const countedLines: Record<string, CountedLine> = {
  request: {
    counter: 'http_requests_total',
    help: 'Requests of people and load balancers',
    labels: { route: 'route', method: 'method', code: 'status' },
    duration: {
      name: 'http_request_duration_seconds',
      help: 'Time until a reply begins',
      labels: ['route'],
      buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    },
  },
  boundary: {
    counter: 'browser_boundary_rejected_total',
    help: 'Requests to a wrong host, from another site, or through another proxy (forbidden)',
    labels: { reason: 'code' },
  },
  session: {
    counter: 'auth_events_total',
    help: 'Sign-ins, sign-outs, and refusals of requests that tell who sent them',
    labels: { event: 'action' },
  },
  forbidden: {
    counter: 'authz_denied_total',
    help: 'Actions that the role of a person does not allow',
    labels: { action: 'action', role: 'role' },
  },
  upstream: {
    counter: 'upstream_requests_total',
    help: 'Calls to MetaStudio; the outcome is the status, or why there was no reply',
    labels: { operation: 'endpoint', outcome: 'status' },
    duration: {
      name: 'upstream_request_duration_seconds',
      help: 'Time until a call to MetaStudio has its whole reply',
      labels: ['operation'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 12],
    },
  },
  upstream_wait: {
    counter: 'rate_budget_waits_total',
    help: 'Calls to MetaStudio that were to start; the outcome is started, or why they did not',
    labels: { lane: 'lane', outcome: 'outcome' },
    duration: {
      name: 'rate_budget_wait_seconds',
      help: 'Time that they waited for their part of the limits',
      labels: ['lane'],
      buckets: [0.005, 0.1, 0.25, 0.5, 1, 2, 5, 12],
    },
  },
  upstream_retry: {
    counter: 'upstream_retries_total',
    help: 'Calls to MetaStudio that were made again; the reason is what was wrong with the one before',
    labels: { operation: 'endpoint', reason: 'code' },
  },
  upstream_anomaly: {
    counter: 'upstream_schema_anomalies_total',
    help: 'Replies of MetaStudio with fields that are not as documented and were left out',
    labels: { operation: 'endpoint' },
  },
  upstream_mixed_up: {
    counter: 'upstream_mix_ups_total',
    help: 'Jobs and assets in replies of MetaStudio that were not asked for, and were dropped',
    labels: {},
  },
  cancel: {
    counter: 'cancel_outcomes_total',
    help: 'What orders to cancel were told; an unconfirmed one counts again with its outcome',
    labels: { outcome: 'outcome' },
  },
  cancel_corrected: {
    counter: 'cancel_corrections_total',
    help: 'Outcomes on record that later reads have corrected',
    labels: { outcome: 'outcome' },
  },
  media_blocked: {
    counter: 'media_places_blocked_total',
    help: 'Places of covers and videos that are not allowed, each counted once, fifty at most',
    labels: {},
  },
  records_lost: {
    counter: 'records_lost_total',
    help: 'Changes that were kept while the database was away, and are lost',
    labels: {},
  },
  unexpected: {
    counter: 'unexpected_errors_total',
    help: 'Errors of the program itself',
    labels: {},
  },
};
