import type { Usual } from '../../../contract/job.ts';

/** The part of the picture that the usual range takes (UsualRange.module.css); the rest is for what lasts longer. */
const usualShare = 0.6;
/** How many times as long as 95 of 100 ends the picture. */
const longest = 100;

/**
 * Where a span stands in the picture of what is usual, from 0 to 1: even steps up to the time of 95 of 100, then by orders of
 * magnitude, because late jobs are late by minutes or by days.
 *
 * @param span in ms
 */
export function standing(span: number, { p95 }: Pick<Usual, 'p95'>): number {
  const ratio = span / (Math.max(1, p95) * 1000);
  if (ratio <= 1) return Math.max(0, ratio) * usualShare;
  const beyond = Math.log(ratio) / Math.log(longest);
  return usualShare + Math.min(1, beyond) * (1 - usualShare);
}

/** Milliseconds in which {@link standing} moves by a pixel or less: five seconds at least, as the text beside it. */
export const standingStep = ({ p95 }: Pick<Usual, 'p95'>): number => Math.max(5_000, p95 * 10);
