import { lighter } from './colour.mjs';

/** The marks that every hair style is made of. Paths are in the face's coordinates. */

/** Lighter lines along the hair. */
export const strands = (colour, paths) =>
  `<g fill="none" stroke="${lighter(colour, 0.16)}" stroke-width="2" stroke-linecap="round" opacity=".55">${paths.map((d) => `<path d="${d}"/>`).join('')}</g>`;

/** A soft reflection. */
export const shine = (d) => `<path d="${d}" fill="#fff" opacity=".13"/>`;

/** A lock: a path filled with the hair's colour. */
export const fill = (d) => `<path d="${d}" fill="url(#hair)"/>`;

/** Curls and buns: `[x, y, radius]` each. */
export const circles = (list) =>
  list.map(([x, y, r]) => `<circle cx="${x}" cy="${y}" r="${r}" fill="url(#hair)"/>`).join('');

/** A light line on each curl, to tell curls of one colour apart. */
export const curlLines = (list) =>
  `<g fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round" opacity=".11">${list.map(([x, y, r]) => `<path d="M${x - r * 0.6} ${y - r * 0.1}C${x - r * 0.5} ${y - r * 0.7} ${x + r * 0.3} ${y - r * 0.75} ${x + r * 0.55} ${y - r * 0.25}"/>`).join('')}</g>`;
