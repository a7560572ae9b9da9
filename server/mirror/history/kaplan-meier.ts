/**
 * How long something took, in any unit: of the observations in which it happened, and of those that ended before it did
 * ("censored"), of which only a lower limit is known.
 */
export type Observations = { events: readonly number[]; censored: readonly number[] };

/**
 * From `times[i]` on, `remaining[i]` (0 to 1) is the share for which it has not happened yet. Times ascend. Two plain lists
 * and no list of steps: those of thousands of jobs took twice as long to make.
 */
export type Curve = { times: Float64Array; remaining: Float64Array };

/**
 * The Kaplan–Meier estimate of the share for which it has not happened yet, one step per time at which it did (Kaplan and
 * Meier 1958, https://doi.org/10.1080/01621459.1958.10501452). An observation that was censored at the time of an event
 * counts as present at that event.
 */
export function survivalCurve({ events, censored }: Observations): Curve {
  const ends = new Float64Array(events).sort();
  const losses = new Float64Array(censored).sort();
  const { length } = ends;
  const times = new Float64Array(length);
  const remaining = new Float64Array(length);
  let steps = 0;
  let share = 1;
  let lost = 0;
  for (let first = 0; first < length; ) {
    const time = ends[first] ?? 0;
    let next = first + 1;
    while (next < length && ends[next] === time) next++;
    while (lost < losses.length && (losses[lost] ?? 0) < time) lost++;
    share *= 1 - (next - first) / (length - first + losses.length - lost);
    times[steps] = time;
    remaining[steps] = share;
    steps++;
    first = next;
  }
  return { times: times.subarray(0, steps), remaining: remaining.subarray(0, steps) };
}

/** Absorbs the rounding of a product of thousands of factors. */
const tolerance = 1e-9;

/** The earliest time by which it has happened for `share` (0 to 1) of all; null when the curve does not come down to that. */
export function timeUntil({ times, remaining }: Curve, share: number): number | null {
  const limit = 1 - share + tolerance;
  let from = 0;
  let to = remaining.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((remaining[middle] ?? 0) <= limit) to = middle;
    else from = middle + 1;
  }
  return times[from] ?? null;
}
