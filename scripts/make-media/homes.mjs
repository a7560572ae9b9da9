/** Rooms to live, read and shop in. Every function draws one into the kit's width and height (see backdrops.mjs). */

const repeat = (count, make) => Array.from({ length: count }, (_, index) => make(index)).join('');

/** A shop's shelf with goods. */
export function shelf({ w, h, room, accent, wall, box, d, l, mix, random }) {
  const rows = h > w ? 5 : 3;
  const rh = (h * 0.92) / rows;
  const hues = [
    accent,
    l(accent, 0.4),
    mix(accent, '#f2b45a', 0.55),
    mix(accent, '#ffffff', 0.7),
    mix(accent, '#d9657a', 0.5),
  ];
  const item = (x, y, i) => {
    const ih = rh * (0.38 + random() * 0.28);
    const iw = 13 + random() * 11;
    const fill = hues[Math.floor(random() * hues.length)];
    if (i % 3 === 0)
      return `${box(x, y - ih, iw, ih, fill, 'rx="5"')}${box(x + iw * 0.3, y - ih - 7, iw * 0.4, 9, d(fill, 0.2), 'rx="1"')}${box(x, y - ih * 0.6, iw, ih * 0.28, l(fill, 0.6))}`;
    if (i % 3 === 1)
      return `${box(x, y - ih * 0.8, iw * 1.2, ih * 0.8, fill, 'rx="1.5"')}${box(x + 3, y - ih * 0.62, iw * 0.7, 4, l(fill, 0.6))}`;
    return `<circle cx="${x + iw * 0.55}" cy="${y - iw * 0.55}" r="${iw * 0.55}" fill="${fill}"/>`;
  };
  return (
    wall('wall', [l(room, 0.3), room, d(room, 0.12)]) +
    repeat(rows, (r) => {
      const y = h * 0.04 + (r + 1) * rh - 10;
      return `${box(0, y - rh * 0.82, w, rh * 0.82, d(room, 0.1), 'opacity=".5"')}${box(0, y - rh * 0.82, w, 3, '#fff', 'opacity=".5"')}${repeat(Math.floor(w / 30), (i) => item(6 + i * 30 + random() * 5, y, Math.floor(random() * 3)))}${box(0, y, w, 7, l(room, 0.45))}${box(0, y + 7, w, 4, d(room, 0.3), 'opacity=".5"')}`;
    })
  );
}

/** A museum room: framed pictures, a vase and spotlights. */
export function museum({ w, h, room, accent, wall, box, d, l, mix }) {
  const frame = (x, y, fw, fh, c) =>
    `${box(x, y, fw, fh, '#b98a44')}${box(x + 4, y + 4, fw - 8, fh - 8, c)}<path d="M${x + 4} ${y + fh * 0.7}C${x + fw * 0.3} ${y + fh * 0.3} ${x + fw * 0.5} ${y + fh * 0.8} ${x + fw - 4} ${y + fh * 0.42}V${y + fh - 4}H${x + 4}Z" fill="${d(c, 0.3)}"/><circle cx="${x + fw * 0.7}" cy="${y + fh * 0.28}" r="${fw * 0.08}" fill="${l(c, 0.6)}"/><path d="M${x + fw * 0.5} 0L${x - 12} ${y + fh + 14}H${x + fw + 12}Z" fill="#fff3d2" opacity=".13"/>`;
  const vx = w * 0.86;
  return (
    wall('wall', [d(room, 0.28), room, d(room, 0.1)]) +
    frame(w * 0.05, h * 0.14, w * 0.24, h * 0.36, mix(accent, '#e8dcc0', 0.4)) +
    frame(w * 0.36, h * 0.1, w * 0.22, h * 0.3, mix(accent, '#d98a5a', 0.5)) +
    frame(w * 0.68, h * 0.12, w * 0.26, h * 0.34, accent) +
    box(0, h * 0.72, w, h * 0.28, d(room, 0.42)) +
    box(0, h * 0.7, w, 5, l(room, 0.25)) +
    box(vx - 24, h * 0.68, 48, h * 0.32, l(room, 0.55)) +
    `<path d="M${vx - 7} ${h * 0.52}h14C${vx + 5} ${h * 0.56} ${vx + 18} ${h * 0.58} ${vx + 12} ${h * 0.68}H${vx - 12}C${vx - 18} ${h * 0.58} ${vx - 5} ${h * 0.56} ${vx - 7} ${h * 0.52}Z" fill="#e9f0f2"/><path d="M${vx - 12} ${h * 0.61}C${vx - 4} ${h * 0.58} ${vx + 4} ${h * 0.65} ${vx + 13} ${h * 0.61}" stroke="#2f62a8" stroke-width="4" fill="none"/>`
  );
}

/** A kitchen: tiles, cupboards, a hood and pots. */
export function kitchen({ w, h, room, accent, wall, box, d, l, random }) {
  const tiles = repeat(Math.ceil(w / 22), (i) =>
    repeat(6, (j) =>
      box(
        i * 22 + (j % 2) * 11 - 11,
        h * 0.28 + j * h * 0.065,
        20.5,
        h * 0.06,
        l(room, 0.4 + random() * 0.2),
        'rx="1"',
      ),
    ),
  );
  const plant = (x, y) =>
    `<g fill="#5c9a63">${repeat(5, (i) => `<ellipse cx="${x + (i - 2) * 6}" cy="${y - 14 - (i % 2) * 7}" rx="5" ry="13" transform="rotate(${(i - 2) * 18} ${x} ${y})"/>`)}</g><path d="M${x - 11} ${y - 8}h22l-4 20h-14Z" fill="#d77b52"/>`;
  return (
    wall('wall', [l(room, 0.2), room]) +
    tiles +
    box(0, 0, w, h * 0.26, accent) +
    repeat(
      Math.ceil(w / 70),
      (i) =>
        `${box(i * 70 + 4, h * 0.02, 62, h * 0.215, l(accent, 0.12), 'rx="2"')}${box(i * 70 + 56, h * 0.17, 4, 12, '#f1d9a0')}`,
    ) +
    box(0, h * 0.67, w, h * 0.05, '#f4ede2') +
    box(0, h * 0.72, w, h * 0.28, d(accent, 0.15)) +
    `<path d="M${w * 0.72} ${h * 0.26}h${w * 0.2}l10 ${h * 0.09}h${-w * 0.2 - 20}Z" fill="#cfd6da"/>` +
    box(w * 0.75, h * 0.57, w * 0.13, h * 0.1, '#d9534f', 'rx="4"') +
    box(w * 0.735, h * 0.585, w * 0.16, 5, '#b8433f', 'rx="2"') +
    plant(w * 0.1, h * 0.63) +
    box(w * 0.2, h * 0.53, 16, h * 0.14, '#e8c98f', 'rx="3"') +
    box(w * 0.25, h * 0.56, 14, h * 0.11, '#bcd6d0', 'rx="3"')
  );
}

/** Bookshelves. */
export function library({ w, h, room, accent, wall, box, d, l, mix, random }) {
  const rows = h > w ? 6 : 4;
  const rh = h / rows;
  const tones = [
    accent,
    mix(accent, '#e8c27a', 0.6),
    mix(accent, '#b5523f', 0.6),
    l(accent, 0.45),
    mix(accent, '#f4ead6', 0.75),
    d(accent, 0.3),
  ];
  return (
    wall('wall', [d(room, 0.15), d(room, 0.35)]) +
    repeat(rows, (r) => {
      let x = 3;
      let out = '';
      while (x < w) {
        const bw = 6 + random() * 9;
        const bh = rh * (0.55 + random() * 0.27);
        if (random() > 0.08)
          out += box(
            x,
            (r + 1) * rh - 6 - bh,
            bw - 1,
            bh,
            tones[Math.floor(random() * tones.length)],
          );
        x += bw;
      }
      return out + box(0, (r + 1) * rh - 6, w, 6, l(room, 0.12));
    }) +
    repeat(Math.ceil(w / 160), (i) => box(i * 160 - 6, 0, 10, h, room))
  );
}

/** A living room or café corner: lamp, picture, plant, sofa. */
export function lounge({ w, h, room, accent, wall, box, d, l, mix }) {
  const px = w * 0.1;
  return (
    wall('wall', [l(room, 0.35), l(room, 0.1), room]) +
    box(w * 0.68, h * 0.1, w * 0.2, h * 0.28, '#fbf7ef', 'rx="2"') +
    `<circle cx="${w * 0.78}" cy="${h * 0.24}" r="${h * 0.08}" fill="${accent}"/><path d="M${w * 0.7} ${h * 0.34}C${w * 0.76} ${h * 0.24} ${w * 0.8} ${h * 0.36} ${w * 0.86} ${h * 0.29}V${h * 0.36}H${w * 0.7}Z" fill="${mix(accent, '#e7b48a', 0.6)}"/>` +
    `<path d="M${w * 0.3} 0V${h * 0.14}" stroke="${d(room, 0.5)}" stroke-width="2"/><path d="M${w * 0.3 - 26} ${h * 0.24}C${w * 0.3 - 24} ${h * 0.1} ${w * 0.3 + 24} ${h * 0.1} ${w * 0.3 + 26} ${h * 0.24}Z" fill="${mix(accent, '#f0c46c', 0.7)}"/><circle cx="${w * 0.3}" cy="${h * 0.25}" r="48" fill="#fff1c9" opacity=".28"/>` +
    `<path d="M${w * 0.45} ${h}V${h * 0.66}C${w * 0.45} ${h * 0.58} ${w * 0.98} ${h * 0.58} ${w * 0.98} ${h * 0.66}V${h}Z" fill="${accent}"/><path d="M${w * 0.5} ${h * 0.74}H${w * 0.94}" stroke="${d(accent, 0.25)}" stroke-width="4"/>` +
    repeat(
      7,
      (i) =>
        `<path d="M${px} ${h * 0.72}C${px + (i - 3) * 8} ${h * 0.6} ${px + (i - 3) * 15} ${h * (0.45 + Math.abs(i - 3) * 0.04)} ${px + (i - 3) * 19} ${h * (0.38 + Math.abs(i - 3) * 0.05)}C${px + (i - 3) * 17 + 10} ${h * 0.52} ${px + (i - 3) * 8 + 6} ${h * 0.62} ${px} ${h * 0.72}Z" fill="${i % 2 ? '#4f8a5f' : '#3f7652'}"/>`,
    ) +
    `<path d="M${px - 18} ${h * 0.7}h36l-6 ${h * 0.2}h-24Z" fill="#efe4d4"/>`
  );
}
