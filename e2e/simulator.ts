/** The part of the simulator's control API that these tests use; docs/simulator.md has all of it. */
export type JobSpec = {
  jobId?: string;
  name?: string;
  type?: '2d' | 'photo';
  appUserId?: string;
  createdSecondsAgo?: number;
  waitSeconds?: number | null;
  runSeconds?: number | null;
  ending?: string;
  error?: { code: string; message: string };
  orientation?: 'landscape' | 'portrait';
  codec?: 'H264' | 'VP8';
  scenes?: number | (string | { audioSeconds: number })[];
  omit?: string[];
  overrides?: Record<string, unknown>;
};

export type Fault = {
  kind: string;
  match?: { operation?: string; jobId?: string; nameIncludes?: string };
  times?: number;
  [detail: string]: unknown;
};

export type JournalEntry = {
  method: string;
  target: string;
  operation: string | null;
  jobId: string | null;
  status: number;
  headers: Record<string, string>;
};

export type WorldSpec = {
  jobs?: number;
  seed?: number;
  urlTtlSeconds?: number;
  arrivals?: boolean;
  records?: JobSpec[];
  switches?: Record<string, unknown>;
  faults?: Fault[];
};

type Keys = { projectId: string; ak: string; sk: string; jobIds: string[] };

/** The simulated MetaStudio of one test, with its own project, jobs, faults and journal. */
export class World {
  readonly keys: Keys;
  /** The simulator's address, which is also that of its object store. */
  readonly url: string;

  constructor(url: string, keys: Keys) {
    this.url = url;
    this.keys = keys;
  }

  static async create(url: string, spec: WorldSpec): Promise<World> {
    const keys = await call<Keys>(`${url}/control/worlds`, 'POST', {
      arrivals: false,
      jobs: 0,
      ...spec,
    });
    return new World(url, keys);
  }

  #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    return call<T>(`${this.url}/control/worlds/${this.keys.projectId}${path}`, method, body);
  }

  addJob(spec: JobSpec): Promise<{ jobId: string; assetId: string }> {
    return this.#call('POST', '/jobs', spec);
  }

  editJob(jobId: string, change: Record<string, unknown>): Promise<{ state: string }> {
    return this.#call('PATCH', `/jobs/${jobId}`, change);
  }

  setFaults(...faults: Fault[]): Promise<unknown> {
    return this.#call('PUT', '/faults', faults);
  }

  async journal(operation?: RegExp): Promise<JournalEntry[]> {
    const { journal } = await this.#call<{ journal: JournalEntry[] }>('GET', '/journal');
    return journal.filter(
      (entry) => operation === undefined || operation.test(entry.operation ?? ''),
    );
  }

  async trueState(jobId: string): Promise<string | undefined> {
    const { jobs } = await this.#call<{ jobs: { jobId: string; state: string }[] }>('GET', '/jobs');
    return jobs.find((job) => job.jobId === jobId)?.state;
  }
}

async function call<T>(url: string, method: string, body?: unknown): Promise<T> {
  const reply = await fetch(url, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!reply.ok) throw new Error(`${method} ${url}: ${reply.status} ${await reply.text()}`);
  const json: T = await reply.json();
  return json;
}
