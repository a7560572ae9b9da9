/**
 * How long something took, in any unit: of the observations in which it happened, and of those that ended before it did
 * ("censored"), of which only a lower limit is known.
 */
export type Observations = { events: readonly number[]; censored: readonly number[] };

/** From `time` on, `remaining` (0 to 1) is the share for which it has not happened yet. */
export type Step = { time: number; remaining: number };

/**
 * The Kaplan–Meier estimate of the share for which it has not happened yet, one step per time at which it did (Kaplan and
 * Meier 1958, https://doi.org/10.1080/01621459.1958.10501452). An observation that was censored at the time of an event
 * counts as present at that event.
 */
export function survivalCurve({ events, censored }: Observations): Step[] {
  const ends = new Float64Array(events).sort();
  const losses = new Float64Array(censored).sort();
  const steps: Step[] = [];
  let remaining = 1;
  let lost = 0;
  for (let first = 0; first < ends.length; ) {
    const time = ends[first] ?? 0;
    let next = first;
    while (next < ends.length && ends[next] === time) next++;
    while (lost < losses.length && (losses[lost] ?? 0) < time) lost++;
    const present = ends.length - first + losses.length - lost;
    remaining *= 1 - (next - first) / present;
    steps.push({ time, remaining });
    first = next;
  }
  return steps;
}

/** Absorbs the rounding of a product of thousands of factors. */
const tolerance = 1e-9;

/** The earliest time by which it has happened for `share` (0 to 1) of all; null when the curve does not come down to that. */
export function timeUntil(curve: readonly Step[], share: number): number | null {
  return curve.find((step) => step.remaining <= 1 - share + tolerance)?.time ?? null;
}
