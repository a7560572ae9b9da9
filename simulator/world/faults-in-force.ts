import {
  type ArmedFault,
  appliesTo,
  armFault,
  type Fault,
  type FaultTarget,
  namedFault,
} from './fault.ts';

/** The faults of a world, which count the requests that they apply to. */
export class FaultsInForce {
  #faults: ArmedFault[] = [];

  /** Replaces all faults. @throws ZodError */
  set(faults: readonly Fault[]): void {
    this.#faults = faults.map((fault) => armFault(fault));
  }

  /** The first fault that applies, which counts it down. The fault in a job's name comes last. */
  take(target: FaultTarget): ArmedFault | null {
    for (const fault of this.#faults) {
      if (!appliesTo(fault, target)) continue;
      if (fault.skip > 0) fault.skip -= 1;
      else return this.#countDown(fault);
    }
    const named = target.name === null ? null : namedFault(target.name);
    return named !== null && appliesTo(named, target) ? named : null;
  }

  #countDown(fault: ArmedFault): ArmedFault {
    if (fault.times !== null) {
      fault.times -= 1;
      if (fault.times === 0) this.#faults = this.#faults.filter((other) => other !== fault);
    }
    return fault;
  }
}
