/** Rooms. Every function draws one into the kit's width and height (see backdrops.mjs). */

const repeat = (count, make) => Array.from({ length: count }, (_, index) => make(index)).join('');

/** A news studio: a wall of screens, a light strip and a desk in front. */
export function newsStudio({ w, h, room, accent, wall, box, d, l, mix }) {
  const screen = (x, y, sw, sh, i) =>
    `${box(x, y, sw, sh, mix(room, accent, 0.25 + (i % 3) * 0.2), 'rx="2"')}<path d="M${x} ${y + sh * 0.75}L${x + sw * 0.3} ${y + sh * 0.5}L${x + sw * 0.55} ${y + sh * 0.62}L${x + sw} ${y + sh * 0.2}V${y + sh}H${x}Z" fill="${l(accent, 0.35)}" opacity=".35"/>`;
  const cols = Math.max(3, Math.round(w / 110));
  const cw = w / cols;
  const back =
    wall('wall', [d(room, 0.35), room, d(room, 0.2)]) +
    repeat(cols, (i) =>
      repeat(3, (j) => screen(i * cw + 4, h * 0.06 + j * h * 0.2, cw - 8, h * 0.18, i * 2 + j)),
    ) +
    box(0, h * 0.685, w, 3, l(accent, 0.55)) +
    box(0, h * 0.7, w, h * 0.3, d(room, 0.45)) +
    `<ellipse cx="${w / 2}" cy="${h * 0.69}" rx="${w * 0.6}" ry="${h * 0.08}" fill="${accent}" opacity=".35"/>`;
  const top = h * 0.87;
  const front = `<path d="M0 ${top + 10}C${w * 0.25} ${top - 5} ${w * 0.75} ${top - 5} ${w} ${top + 10}V${h}H0Z" fill="${d(room, 0.25)}"/><path d="M0 ${top + 10}C${w * 0.25} ${top - 5} ${w * 0.75} ${top - 5} ${w} ${top + 10}v4C${w * 0.75} ${top - 1} ${w * 0.25} ${top - 1} 0 ${top + 14}Z" fill="${l(accent, 0.5)}"/>`;
  return { back, front };
}

/** A classroom with a blackboard. */
export function classroom({ w, h, room, accent, wall, box, d, l }) {
  const chalk =
    'stroke="#eef4ea" stroke-width="2" fill="none" opacity=".62" stroke-linecap="round"';
  return (
    wall('wall', [l(room, 0.35), room]) +
    box(w * 0.05, h * 0.1, w * 0.9, h * 0.55, '#8a5f3c', 'rx="3"') +
    box(w * 0.065, h * 0.125, w * 0.87, h * 0.5, accent) +
    `<g transform="translate(${w * 0.1} ${h * 0.18})" ${chalk}><path d="M0 ${h * 0.3}V0M0 ${h * 0.3}H${w * 0.2}M0 ${h * 0.26}C${w * 0.06} ${h * 0.25} ${w * 0.1} ${h * 0.18} ${w * 0.18} ${h * 0.02}"/><path d="M${w * 0.58} ${h * 0.02}h${w * 0.16}M${w * 0.58} ${h * 0.09}h${w * 0.2}M${w * 0.58} ${h * 0.16}h${w * 0.12}"/><circle cx="${w * 0.68}" cy="${h * 0.28}" r="${h * 0.07}"/><path d="M${w * 0.68} ${h * 0.28}l${h * 0.05} ${-h * 0.05}"/></g>` +
    box(w * 0.05, h * 0.65, w * 0.9, h * 0.02, '#6f4a2d') +
    box(0, h * 0.8, w, h * 0.2, d(room, 0.25)) +
    box(w * 0.07, h * 0.635, 14, 4, '#fff') +
    box(w * 0.14, h * 0.635, 10, 4, '#f2d06b')
  );
}

/** A bank's hall: columns, a counter and a soft logo wall. */
export function bankHall({ w, h, room, accent, wall, box, d, l }) {
  return (
    wall('wall', [l(room, 0.55), l(room, 0.25), room]) +
    repeat(
      Math.max(3, Math.round(w / 80)),
      (i) =>
        `${box(i * 80 + 12, 0, 26, h * 0.72, l(room, 0.6))}${box(i * 80 + 30, 0, 8, h * 0.72, d(room, 0.12), 'opacity=".5"')}${box(i * 80 + 42, h * 0.16, 46, h * 0.4, l(accent, 0.5), 'opacity=".45"')}`,
    ) +
    box(0, h * 0.06, w, 5, accent) +
    repeat(
      5,
      (i) => `<circle cx="${w * (0.1 + i * 0.2)}" cy="${h * 0.035}" r="4" fill="#fff8e0"/>`,
    ) +
    box(0, h * 0.66, w, h * 0.14, accent) +
    box(0, h * 0.65, w, 6, l(accent, 0.6)) +
    box(0, h * 0.8, w, h * 0.2, d(room, 0.18)) +
    `<ellipse cx="${w * 0.5}" cy="${h * 0.93}" rx="${w * 0.5}" ry="${h * 0.06}" fill="#fff" opacity=".25"/>`
  );
}

/** A hospital corridor in perspective. */
export function hospital({ w, h, room, accent, box, d, l, wall }) {
  const vx = w * 0.56;
  const vy = h * 0.42;
  const bw = w * 0.11;
  const bh = h * 0.15;
  const L = vx - bw;
  const R = vx + bw;
  const T = vy - bh;
  const B = vy + bh;
  return (
    wall('wall', [l(room, 0.6), room]) +
    `<path d="M0 0H${w}L${R} ${T}H${L}Z" fill="${l(room, 0.75)}"/><path d="M0 ${h}H${w}L${R} ${B}H${L}Z" fill="${d(room, 0.14)}"/><path d="M0 0L${L} ${T}V${B}L0 ${h}Z" fill="${l(room, 0.42)}"/><path d="M${w} 0L${R} ${T}V${B}L${w} ${h}Z" fill="${l(room, 0.22)}"/>${box(L, T, bw * 2, bh * 2, l(accent, 0.72))}<path d="M0 ${h * 0.62}L${L} ${vy + bh * 0.35}v${bh * 0.12}L0 ${h * 0.69}ZM${w} ${h * 0.62}L${R} ${vy + bh * 0.35}v${bh * 0.12}L${w} ${h * 0.69}Z" fill="${accent}"/><path d="M${w * 0.08} ${h * 0.9}V${h * 0.14}L${w * 0.2} ${h * 0.2}V${h * 0.8}ZM${w * 0.27} ${h * 0.74}V${h * 0.24}L${w * 0.34} ${h * 0.27}V${h * 0.68}Z" fill="${l(accent, 0.3)}"/><path d="M${w * 0.95} ${h * 0.92}V${h * 0.12}L${w * 0.83} ${h * 0.19}V${h * 0.82}Z" fill="${l(accent, 0.2)}"/><path d="M${vx - w * 0.16} 0L${vx - 8} ${T}H${vx + 8}L${vx + w * 0.1} 0Z" fill="#fff" opacity=".85"/><path d="M${w * 0.87} ${h * 0.3}h16M${w * 0.87 + 8} ${h * 0.3 - 8}v16" stroke="#fff" stroke-width="5"/><path d="M${L} ${B}L${w * 0.2} ${h}H${w * 0.55}L${vx} ${B}Z" fill="#fff" opacity=".22"/>`
  );
}

/** A factory floor: trusses, a robot arm and crates. */
export function factory({ w, h, room, accent, wall, box, d, l }) {
  const truss = repeat(
    Math.ceil(w / 60),
    (i) =>
      `<path d="M${i * 60} ${h * 0.06}l30 ${h * 0.09}l30 ${-h * 0.09}" fill="none" stroke="${d(room, 0.45)}" stroke-width="4"/>`,
  );
  const ax = w * 0.82;
  const arm = `<g stroke="${accent}" stroke-linecap="round" fill="none"><path d="M${ax} ${h * 0.78}V${h * 0.56}" stroke-width="22"/><path d="M${ax} ${h * 0.54}L${ax + w * 0.09} ${h * 0.32}" stroke-width="15"/><path d="M${ax + w * 0.09} ${h * 0.32}L${ax - w * 0.03} ${h * 0.24}" stroke-width="10"/><path d="M${ax - w * 0.03} ${h * 0.24}v${h * 0.08}" stroke-width="5" stroke="${d(room, 0.5)}"/></g><circle cx="${ax}" cy="${h * 0.55}" r="8" fill="${d(room, 0.5)}"/><circle cx="${ax + w * 0.09}" cy="${h * 0.32}" r="6" fill="${d(room, 0.5)}"/>`;
  return (
    wall('wall', [d(room, 0.12), l(room, 0.2), room]) +
    box(0, h * 0.04, w, 6, d(room, 0.45)) +
    box(0, h * 0.15, w, 5, d(room, 0.45)) +
    truss +
    repeat(
      4,
      (i) =>
        `<path d="M${w * (0.08 + i * 0.28)} ${h * 0.17}l-10 12h20Z" fill="#fff5cf"/><path d="M${w * (0.08 + i * 0.28) - 10} ${h * 0.17 + 12}l-40 ${h * 0.5}h100l-40 ${-h * 0.5}Z" fill="#fff5cf" opacity=".12"/>`,
    ) +
    repeat(3, (i) =>
      box(
        w * 0.02 + i * w * 0.12,
        h * (0.5 - (i % 2) * 0.08),
        w * 0.1,
        h * 0.3,
        i % 2 ? l(accent, 0.25) : d(room, 0.2),
        'rx="2"',
      ),
    ) +
    box(0, h * 0.78, w, h * 0.22, d(room, 0.32)) +
    repeat(
      Math.ceil(w / 28),
      (i) => `<path d="M${i * 28} ${h * 0.8}h14l-8 8h-14Z" fill="#f2c230"/>`,
    ) +
    arm
  );
}

/** A stage with a big screen and beams of light. */
export function stage({ w, h, room, accent, wall, box, d, l }) {
  return (
    wall('wall', [d(room, 0.5), d(room, 0.15), d(room, 0.4)]) +
    box(w * 0.1, h * 0.08, w * 0.8, h * 0.56, accent, 'rx="4"') +
    `<path d="M${w * 0.1} ${h * 0.5}C${w * 0.3} ${h * 0.2} ${w * 0.6} ${h * 0.64} ${w * 0.9} ${h * 0.24}V${h * 0.64}H${w * 0.1}Z" fill="${l(accent, 0.22)}"/><path d="M${w * 0.1} ${h * 0.58}C${w * 0.4} ${h * 0.38} ${w * 0.7} ${h * 0.66} ${w * 0.9} ${h * 0.42}V${h * 0.64}H${w * 0.1}Z" fill="${l(accent, 0.42)}" opacity=".7"/>` +
    [0.08, 0.36, 0.64, 0.92]
      .map(
        (x, i) =>
          `<path d="M${w * x} 0l${(i % 2 ? 1 : -1) * 30 - 30} ${h}h90Z" fill="#fff" opacity=".09"/>`,
      )
      .join('') +
    `<ellipse cx="${w / 2}" cy="${h * 0.98}" rx="${w * 0.6}" ry="${h * 0.22}" fill="${d(room, 0.1)}"/><ellipse cx="${w / 2}" cy="${h * 0.97}" rx="${w * 0.34}" ry="${h * 0.1}" fill="#fff" opacity=".18"/>`
  );
}
