/** Views and abstract grounds (see backdrops.mjs for the kit). */

const repeat = (count, make) => Array.from({ length: count }, (_, index) => make(index)).join('');

function skyline({ w, h, random, box }, base, colour, lights, tall) {
  let x = -6;
  let out = '';
  while (x < w) {
    const bw = 20 + random() * 26;
    const bh = h * (tall * (0.35 + random() * 0.65));
    out += box(x, base - bh, bw, bh, colour);
    if (random() > 0.7) out += box(x + bw / 2 - 1, base - bh - 12, 2, 12, colour);
    if (lights !== undefined) {
      for (let wy = base - bh + 5; wy < base - 6; wy += 8)
        for (let wx = x + 4; wx < x + bw - 4; wx += 6)
          if (random() > 0.55)
            out += box(wx, wy, 3, 4, lights, `opacity="${(0.4 + random() * 0.6).toFixed(2)}"`);
    }
    x += bw + random() * 4;
  }
  return out;
}

/** An office window over a city by day. */
export function officeWindow(kit) {
  const { w, h, room, accent, wall, box, d, l, mix } = kit;
  return (
    wall('wall', [l(accent, 0.3), l(accent, 0.62), mix(l(accent, 0.7), '#ffd9b0', 0.5)]) +
    `<circle cx="${w * 0.2}" cy="${h * 0.3}" r="${h * 0.16}" fill="#fff6dc" opacity=".7"/>` +
    skyline(kit, h * 0.74, mix(accent, '#ffffff', 0.45), undefined, 0.42) +
    skyline(kit, h * 0.76, mix(accent, room, 0.4), undefined, 0.3) +
    repeat(Math.ceil(w / 150) + 1, (i) => box(i * 150 - 4, 0, 8, h * 0.76, d(room, 0.15))) +
    box(0, h * 0.75, w, h * 0.04, l(room, 0.4)) +
    box(0, h * 0.79, w, h * 0.21, room) +
    box(0, 0, w, h * 0.035, d(room, 0.2))
  );
}

/** The city at night. */
export function nightCity(kit) {
  const { w, h, room, accent, wall, d, mix, random } = kit;
  const dots = repeat(
    26,
    () =>
      `<circle cx="${(random() * w).toFixed(1)}" cy="${(h * (0.62 + random() * 0.36)).toFixed(1)}" r="${(4 + random() * 10).toFixed(1)}" fill="${random() > 0.5 ? accent : mix(accent, '#ffd27a', 0.7)}" opacity="${(0.16 + random() * 0.3).toFixed(2)}"/>`,
  );
  return (
    wall('wall', [d(room, 0.4), room, mix(room, accent, 0.55)]) +
    `<circle cx="${w * 0.8}" cy="${h * 0.17}" r="${h * 0.07}" fill="#fdf3d7"/>` +
    skyline(kit, h * 0.86, mix(room, accent, 0.2), undefined, 0.62) +
    skyline(kit, h * 0.98, d(room, 0.45), mix(accent, '#ffe1a0', 0.6), 0.62) +
    dots
  );
}

/** A park with hills and trees. */
export function park(kit) {
  const { w, h, room, accent, wall, d, l, random } = kit;
  const tree = (x, y, s) =>
    `<rect x="${x - s * 0.07}" y="${y - s * 0.6}" width="${s * 0.14}" height="${s * 0.62}" fill="#7a5a40"/>${[
      [0, -1.05, 0.42],
      [-0.3, -0.78, 0.36],
      [0.32, -0.8, 0.36],
      [0, -0.7, 0.4],
    ]
      .map(
        ([dx, dy, r], i) =>
          `<circle cx="${x + dx * s}" cy="${y + dy * s}" r="${r * s}" fill="${[l(room, 0.16), room, d(room, 0.14), room][i]}"/>`,
      )
      .join('')}`;
  return (
    wall('wall', [accent, l(accent, 0.5), '#fdf3df']) +
    `<circle cx="${w * 0.24}" cy="${h * 0.2}" r="${h * 0.1}" fill="#fff3c4" opacity=".9"/>` +
    [
      [0.62, 0.14],
      [0.4, 0.24],
      [0.88, 0.28],
    ]
      .map(
        ([x, y]) =>
          `<g fill="#fff" opacity=".8"><ellipse cx="${w * x}" cy="${h * y}" rx="34" ry="9"/><ellipse cx="${w * x - 8}" cy="${h * y - 7}" rx="17" ry="10"/></g>`,
      )
      .join('') +
    `<path d="M0 ${h * 0.58}C${w * 0.2} ${h * 0.42} ${w * 0.4} ${h * 0.56} ${w * 0.6} ${h * 0.5}C${w * 0.8} ${h * 0.42} ${w} ${h * 0.5} ${w} ${h * 0.5}V${h}H0Z" fill="${l(room, 0.42)}"/>` +
    repeat(8, (i) =>
      tree(w * (0.02 + i * 0.14) + random() * 12, h * 0.7, h * (0.2 + random() * 0.12)),
    ) +
    `<path d="M0 ${h * 0.72}C${w * 0.3} ${h * 0.62} ${w * 0.7} ${h * 0.74} ${w} ${h * 0.66}V${h}H0Z" fill="${l(room, 0.2)}"/><path d="M${w * 0.6} ${h}C${w * 0.66} ${h * 0.86} ${w * 0.9} ${h * 0.82} ${w * 0.8} ${h * 0.69}L${w * 0.84} ${h * 0.685}C${w} ${h * 0.84} ${w * 0.86} ${h * 0.9} ${w * 0.88} ${h}Z" fill="#f1e3c2"/>` +
    tree(w * 0.08, h * 0.92, h * 0.42) +
    tree(w * 0.96, h * 0.86, h * 0.34)
  );
}

/** The sea at sunset. */
export function coast({ w, h, room, accent, wall, box, l, d }) {
  return (
    wall('wall', [room, accent, l(accent, 0.55)]) +
    `<circle cx="${w * 0.5}" cy="${h * 0.5}" r="${h * 0.14}" fill="#fff2cf"/>` +
    `<path d="M0 ${h * 0.56}L${w * 0.1} ${h * 0.44}L${w * 0.2} ${h * 0.55}L${w * 0.3} ${h * 0.5}L${w * 0.38} ${h * 0.56}ZM${w * 0.62} ${h * 0.56}L${w * 0.76} ${h * 0.4}L${w * 0.88} ${h * 0.5}L${w} ${h * 0.42}V${h * 0.56}Z" fill="${d(room, 0.1)}" opacity=".7"/>` +
    box(0, h * 0.56, w, h * 0.44, d(room, 0.12)) +
    repeat(9, (i) =>
      box(
        w * 0.5 - 46 + i * 4,
        h * (0.59 + i * 0.04),
        92 - i * 8,
        3,
        '#ffe9b8',
        `opacity="${0.75 - i * 0.06}" rx="1.5"`,
      ),
    ) +
    repeat(10, (i) =>
      box(
        (i * 97) % w,
        h * (0.6 + ((i * 37) % 36) / 100),
        44,
        2,
        l(room, 0.4),
        'opacity=".35" rx="1"',
      ),
    )
  );
}

/** Hills in ink, for old stories. */
export function inkHills({ w, h, room, accent, wall, d, l, mix }) {
  const ridge = (y, a, colour, o) =>
    `<path d="M0 ${h * y}C${w * 0.12} ${h * (y - a)} ${w * 0.2} ${h * (y - a * 1.5)} ${w * 0.3} ${h * (y - a * 0.4)}C${w * 0.42} ${h * (y - a * 1.9)} ${w * 0.52} ${h * (y - a * 1.2)} ${w * 0.62} ${h * (y - a * 0.2)}C${w * 0.74} ${h * (y - a * 1.4)} ${w * 0.86} ${h * (y - a * 1.7)} ${w} ${h * (y - a * 0.5)}V${h}H0Z" fill="${colour}" opacity="${o}"/>`;
  return (
    wall('wall', [l(room, 0.55), l(room, 0.75), l(room, 0.4)]) +
    `<circle cx="${w * 0.74}" cy="${h * 0.24}" r="${h * 0.12}" fill="${accent}" opacity=".85"/>` +
    ridge(0.52, 0.12, mix(room, '#ffffff', 0.35), 0.8) +
    ridge(0.66, 0.14, room, 0.8) +
    ridge(0.82, 0.13, d(room, 0.3), 0.85) +
    `<ellipse cx="${w * 0.3}" cy="${h * 0.62}" rx="${w * 0.4}" ry="${h * 0.04}" fill="#fff" opacity=".6"/><ellipse cx="${w * 0.8}" cy="${h * 0.74}" rx="${w * 0.34}" ry="${h * 0.035}" fill="#fff" opacity=".5"/>` +
    `<path d="M${w * 0.12} 0C${w * 0.1} ${h * 0.12} ${w * 0.03} ${h * 0.16} 0 ${h * 0.28}" stroke="${d(room, 0.6)}" stroke-width="5" fill="none"/>` +
    repeat(
      9,
      (i) =>
        `<circle cx="${(i * 29) % (w * 0.16)}" cy="${h * (0.03 + ((i * 7) % 22) / 100)}" r="${4 + (i % 3) * 1.6}" fill="${mix(accent, '#ffffff', 0.35)}"/>`,
    )
  );
}

/** Soft shapes only. */
export function abstract({ w, h, room, accent, wall, l, mix }) {
  return (
    wall('wall', [l(room, 0.28), room, mix(room, accent, 0.4)], true) +
    `<circle cx="${w * 0.84}" cy="${h * 0.18}" r="${Math.max(w, h) * 0.24}" fill="${accent}" opacity=".5"/><circle cx="${w * 0.1}" cy="${h * 0.9}" r="${Math.max(w, h) * 0.3}" fill="${l(accent, 0.3)}" opacity=".35"/><path d="M0 ${h * 0.62}C${w * 0.3} ${h * 0.4} ${w * 0.6} ${h * 0.9} ${w} ${h * 0.5}V${h}H0Z" fill="#fff" opacity=".14"/><path d="M0 ${h * 0.8}C${w * 0.34} ${h * 0.6} ${w * 0.66} ${h} ${w} ${h * 0.7}V${h}H0Z" fill="#fff" opacity=".14"/>`
  );
}

/** A data wall: charts on glass. */
export function dataWall({ w, h, room, accent, wall, box, l, d }) {
  const panel = (x, y, pw, ph, inside) =>
    `${box(x, y, pw, ph, l(room, 0.12), 'rx="4" opacity=".8"')}${inside}`;
  const bars = (x, y, pw, ph) =>
    repeat(6, (i) =>
      box(
        x + 8 + i * ((pw - 16) / 6),
        y + ph - 8 - ph * (0.2 + ((i * 5) % 7) * 0.09),
        (pw - 16) / 9,
        ph * (0.2 + ((i * 5) % 7) * 0.09),
        i === 4 ? '#f5b95c' : accent,
        'rx="1"',
      ),
    );
  const line = (x, y, pw, ph) =>
    `<path d="M${x + 8} ${y + ph * 0.75}L${x + pw * 0.25} ${y + ph * 0.55}L${x + pw * 0.45} ${y + ph * 0.64}L${x + pw * 0.7} ${y + ph * 0.34}L${x + pw - 8} ${y + ph * 0.2}" fill="none" stroke="${l(accent, 0.35)}" stroke-width="3"/>`;
  const ring = (cx, cy, r) =>
    `<circle cx="${cx}" cy="${cy}" r="${r}" fill="none" stroke="${l(room, 0.25)}" stroke-width="8"/><path d="M${cx} ${cy - r}A${r} ${r} 0 1 1 ${cx - r} ${cy}" fill="none" stroke="${accent}" stroke-width="8"/>`;
  return (
    wall('wall', [d(room, 0.3), room, d(room, 0.25)]) +
    panel(w * 0.04, h * 0.08, w * 0.3, h * 0.3, bars(w * 0.04, h * 0.08, w * 0.3, h * 0.3)) +
    panel(w * 0.37, h * 0.06, w * 0.27, h * 0.26, line(w * 0.37, h * 0.06, w * 0.27, h * 0.26)) +
    panel(
      w * 0.67,
      h * 0.08,
      w * 0.29,
      h * 0.34,
      ring(w * 0.815, h * 0.25, Math.min(w, h) * 0.11),
    ) +
    panel(w * 0.04, h * 0.42, w * 0.26, h * 0.26, line(w * 0.04, h * 0.42, w * 0.26, h * 0.26)) +
    panel(w * 0.7, h * 0.46, w * 0.26, h * 0.24, bars(w * 0.7, h * 0.46, w * 0.26, h * 0.24)) +
    box(0, h * 0.8, w, h * 0.2, d(room, 0.45)) +
    box(0, h * 0.795, w, 2.5, accent)
  );
}
