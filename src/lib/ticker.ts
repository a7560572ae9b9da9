import { serverTime } from './clock.ts';
import type { SpanText } from './format.ts';

/** A text that depends on the time, and when it changes next, in ms since 1970. */
export type TimedText = { text: string; until: number };

/** Shows what is right at a time, and returns when that changes next; both in ms since 1970. */
type Update = (now: number) => number;

type Follower = { update: Update; until: number };

const followers = new Set<Follower>();
let timer: ReturnType<typeof setTimeout> | undefined;
let plannedAt = Number.POSITIVE_INFINITY;

/** The text of the span since a time, in ms since 1970, which grows. */
export const growingSince =
  (since: number, inWords: (span: number) => SpanText) =>
  (now: number): TimedText => {
    const span = Math.max(0, now - since);
    const { text, step } = inWords(span);
    return { text, until: now + step - (span % step) };
  };

/**
 * Keeps the text of an element up to date while it is on the page, like {@link followTime}.
 *
 * @param element has `textAt` of some moment as its only child
 */
export function followText(element: Element, textAt: (now: number) => TimedText): () => void {
  const node = element.firstChild;
  if (!(node instanceof Text)) throw new Error('An element that follows the time needs a text');
  return followTime((now) => {
    const { text, until } = textAt(now);
    if (node.data !== text) node.data = text;
    return until;
  });
}

/**
 * Keeps something on the page up to date. It is written there without rendering: a list of twenty moving jobs would render
 * twenty rows a second. One timer serves all, wakes only for what changes, and not in a hidden tab.
 *
 * @returns ends it
 */
export function followTime(update: Update): () => void {
  const follower = { update, until: update(serverTime()) };
  if (followers.size === 0) document.addEventListener('visibilitychange', plan);
  followers.add(follower);
  if (follower.until < plannedAt) plan();
  return () => {
    followers.delete(follower);
    if (followers.size > 0) return;
    document.removeEventListener('visibilitychange', plan);
    plan();
  };
}

/** Sets the timer for the next change, on the whole second: those of one second come together. */
function plan(): void {
  clearTimeout(timer);
  plannedAt = Number.POSITIVE_INFINITY;
  if (document.hidden || followers.size === 0) return;
  const next = Math.min(...[...followers].map(({ until }) => until));
  plannedAt = Math.ceil(next / 1000) * 1000;
  timer = setTimeout(tick, Math.max(0, plannedAt - serverTime()));
}

function tick(): void {
  const now = serverTime();
  for (const follower of followers) {
    if (follower.until <= now) follower.until = follower.update(now);
  }
  plan();
}
