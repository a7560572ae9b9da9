/** Small colour arithmetic for the drawings. Colours are `#rrggbb`. */

const parts = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

/** The colour `share` (0..1) of the way from `a` to `b`. */
export function mix(a, b, share) {
  const to = parts(b);
  const blended = parts(a).map((value, index) => Math.round(value + (to[index] - value) * share));
  return `#${blended.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** `hex` moved towards white. */
export const lighter = (hex, share) => mix(hex, '#ffffff', share);

/** `hex` moved towards a warm near-black, which keeps shadows from looking like soot. */
export const darker = (hex, share) => mix(hex, '#1a1220', share);

/** Repeatable random numbers from 0 to 1: every run draws the same pictures. */
export function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A vertical (or, with `across`, horizontal) gradient definition from top to bottom. */
export function gradient(id, colours, across = false) {
  const stops = colours.map((colour, index) => {
    const [hex, opacity] = Array.isArray(colour) ? colour : [colour, 1];
    const offset = Math.round((index / (colours.length - 1)) * 100);
    return `<stop offset="${offset}%" stop-color="${hex}" stop-opacity="${opacity}"/>`;
  });
  const end = across ? 'x2="1" y2="0"' : 'x2="0" y2="1"';
  return `<linearGradient id="${id}" x1="0" y1="0" ${end}>${stops.join('')}</linearGradient>`;
}

/** A round glow definition, from the middle outwards. */
export function glow(id, hex, strength) {
  return `<radialGradient id="${id}"><stop offset="0" stop-color="${hex}" stop-opacity="${strength}"/><stop offset="1" stop-color="${hex}" stop-opacity="0"/></radialGradient>`;
}

/** A vertical gradient that runs from `top` to `bottom` in the drawing's own units, alike for every shape filled with it. */
export function shared(id, colours, top, bottom) {
  const stops = colours.map(
    (hex, index) =>
      `<stop offset="${Math.round((index / (colours.length - 1)) * 100)}%" stop-color="${hex}"/>`,
  );
  return `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" y1="${top}" x2="0" y2="${bottom}">${stops.join('')}</linearGradient>`;
}
