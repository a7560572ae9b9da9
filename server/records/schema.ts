import type { CancelOutcome } from '../../contract/cancel.ts';
import type { JobType } from '../../contract/job.ts';
import type { Role } from '../../contract/session.ts';
import type { JobState } from '../../contract/state.ts';

/** What the answer to a cancel's request said (docs/promises.md#cancel-evidence). */
export const sendResults = ['accepted', 'refused', 'not_sent', 'ambiguous'] as const;

/** One person's order to cancel a job, and what came of it. Times are milliseconds since 1970. */
export type CancelRow = {
  id: string;
  /** The MetaStudio it went to: region and project, or one run of the demo. */
  account: string;
  /** The app user whom it was sent for; null when that was not a person's own. */
  appUser: string | null;
  jobId: string;
  jobType: JobType | null;
  jobName: string | null;
  priorState: JobState | null;
  person: string;
  personName: string;
  role: string;
  reason: string | null;
  requestId: string;
  requestedAt: number;
  /** Committed just before the request leaves; null proves that it never did. */
  sentAt: number | null;
  /** Set when the job was read as waiting for so long after the request that another one may be sent knowingly. */
  retryAt: number | null;
  /** Null while the outcome is not final. */
  settledAt: number | null;
  /** Null while the order is under way; `unconfirmed` while the job is watched. */
  outcome: CancelOutcome | null;
  finalState: JobState | null;
  result: (typeof sendResults)[number] | null;
  upstreamStatus: number | null;
  upstreamCode: string | null;
  upstreamRequestId: string | null;
  /** The writer that works on it. */
  owner: string;
  /** The earlier cancel of the same job whose outcome this one shares; nothing was sent for it. */
  joined: string | null;
  /** When later reads of the job last took the outcome back; null while they have not. */
  correctedAt: number | null;
  /** The outcome before that. */
  correctedFrom: CancelOutcome | null;
};

/** Of an order to which nothing has happened yet. */
export const notSentYet = {
  sentAt: null,
  retryAt: null,
  settledAt: null,
  outcome: null,
  finalState: null,
  result: null,
  upstreamStatus: null,
  upstreamCode: null,
  upstreamRequestId: null,
  joined: null,
  correctedAt: null,
  correctedFrom: null,
} as const satisfies Partial<CancelRow>;

/** One line of the audit. */
export type AuditRow = {
  writer: string;
  /** Counts from 1 without a gap, per writer. */
  seq: number;
  at: number;
  person: string | null;
  action: string;
  /** What it was done to: a job's id, as a rule. */
  subject: string | null;
  /** JSON. */
  detail: string;
  prevHash: string;
  hash: string;
};

/** A process that writes, with the head of its chain and the end of what retention has removed. */
type WriterRow = {
  id: string;
  startedAt: number;
  heartbeatAt: number;
  seq: number;
  hash: string;
  cutSeq: number;
  cutHash: string;
};

/** A file of an earlier version that is taken in, and how many of its bytes have been. */
type AuditFileRow = { name: string; taken: number };

/** A session that was ended before its time, which is kept until then. */
type EndedSessionRow = { id: string; until: number };

/** Someone who has been here, as they were when they were last seen. */
export type PersonRow = { id: string; name: string; role: Role; seenAt: number };

/** A session that was used, until it ends. */
export type SessionRow = {
  id: string;
  person: string;
  startedAt: number;
  seenAt: number;
  endsAt: number;
};

/** A person whose sessions were all ended at one time. */
type EndedPersonRow = { person: string; at: number };

/** The tables. */
export type Schema = {
  cancels: CancelRow;
  audit: AuditRow;
  writers: WriterRow;
  auditFiles: AuditFileRow;
  endedSessions: EndedSessionRow;
  people: PersonRow;
  sessions: SessionRow;
  endedPeople: EndedPersonRow;
};
