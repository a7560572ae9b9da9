import { z } from 'zod';
import { JobSpec } from '../jobs/job-spec.ts';
import { Fault } from './fault.ts';
import { SwitchChange } from './switches.ts';

/** A world may start with this many jobs: the list stays fast up to there. */
export const maxJobs = 100_000;

/** The seed of a world that names none. */
export const defaultSeed = 20;

/** What a world is made of, and the body of `POST /control/worlds`; see docs/simulator.md#worlds. */
export const WorldSpec = z.strictObject({
  /** Believable jobs to start with; 0 when left out. */
  jobs: z.number().int().min(0).max(maxJobs).optional(),
  /** Whether new jobs keep arriving; false when left out. */
  arrivals: z.boolean().optional(),
  /** Seconds until a media link expires. */
  urlTtlSeconds: z.number().int().min(1).optional(),
  seed: z.number().int().optional(),
  switches: SwitchChange.optional(),
  records: z.array(JobSpec).optional(),
  faults: z.array(Fault).optional(),
  /** Makes the keys temporary ones: requests must sign this X-Security-Token. */
  securityToken: z.string().min(1).optional(),
});
export type WorldSpec = z.input<typeof WorldSpec>;
