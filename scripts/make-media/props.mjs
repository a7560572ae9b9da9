import { darker, lighter } from './colour.mjs';

/** Things in front of the presenter, in the picture's own units. */
const Props = {
  /** A podcast microphone on its arm. */
  mic: ({ w, h, x }) => {
    const mx = x + w * 0.14;
    return `<g><path d="M${w + 4} ${h * 0.98}L${mx + 52} ${h * 0.66}L${mx + 10} ${h * 0.74}" fill="none" stroke="#2c323b" stroke-width="6" stroke-linejoin="round" stroke-linecap="round"/><g transform="translate(${mx} ${h * 0.72}) rotate(-16)"><rect x="-17" y="-24" width="34" height="54" rx="15" fill="#3a424e"/><rect x="-17" y="-24" width="34" height="29" rx="14" fill="#59636f"/><path d="M-15-14H15M-16-7H16M-16 0H16M-8-22V5M0-24V5M8-22V5" stroke="#3a424e" stroke-width="1.4"/><path d="M-12-17C-9-21-5-22-2-22" stroke="#fff" stroke-opacity=".5" stroke-width="3" stroke-linecap="round" fill="none"/></g></g>`;
  },
  /** A desk with an open laptop seen from behind and a cup. */
  laptop: ({ w, h, x, room, accent }) => {
    const y = h * 0.9;
    return `<rect y="${y}" width="${w}" height="${h - y}" fill="${darker(room, 0.3)}"/><rect y="${y}" width="${w}" height="4" fill="${lighter(room, 0.3)}"/><path d="M${x - 58} ${y}L${x - 66} ${y - 58}Q${x - 66} ${y - 64} ${x - 60} ${y - 64}H${x + 60}Q${x + 66} ${y - 64} ${x + 66} ${y - 58}L${x + 58} ${y}Z" fill="#c9ced6"/><path d="M${x - 58} ${y}L${x - 66} ${y - 58}Q${x - 66} ${y - 64} ${x - 60} ${y - 64}H${x}Z" fill="#dfe3e8"/><circle cx="${x}" cy="${y - 32}" r="7" fill="${accent}" opacity=".8"/><rect x="${x - 76}" y="${y - 3}" width="152" height="6" rx="3" fill="#aeb5bf"/><path d="M${x + 96} ${y - 30}h24v22q0 10-12 10t-12-10Z" fill="#fff"/><path d="M${x + 120} ${y - 24}q11 0 8 9q-2 6-9 5" fill="none" stroke="#fff" stroke-width="4"/>`;
  },
  /** A desk with a row of goods. */
  goods: ({ w, h, x, accent }) => {
    const y = h * 0.93;
    const bottle = (bx, s, c) =>
      `<rect x="${bx}" y="${y - 62 * s}" width="${26 * s}" height="${62 * s}" rx="${7 * s}" fill="${c}"/><rect x="${bx + 7 * s}" y="${y - 76 * s}" width="${12 * s}" height="${16 * s}" rx="2" fill="${darker(c, 0.35)}"/><rect x="${bx}" y="${y - 42 * s}" width="${26 * s}" height="${22 * s}" fill="#fff" opacity=".85"/><rect x="${bx + 4 * s}" y="${y - 58 * s}" width="${3 * s}" height="${52 * s}" rx="1.5" fill="#fff" opacity=".4"/>`;
    return `<rect y="${y}" width="${w}" height="${h - y}" fill="${lighter(accent, 0.62)}"/><rect y="${y}" width="${w}" height="3" fill="#fff" opacity=".7"/>${bottle(x - w * 0.26, 0.95, accent)}${bottle(x - w * 0.17, 0.7, '#e8a55a')}${bottle(x + w * 0.19, 0.86, lighter(accent, 0.3))}`;
  },
  /** Two branches close to the lens. */
  leaves: ({ w, h, room }) => {
    const leaf = (lx, ly, a, s, c) =>
      `<path transform="translate(${lx} ${ly}) rotate(${a}) scale(${s})" d="M0 0C14-10 16-30 0-46C-16-30-14-10 0 0Z" fill="${c}"/>`;
    const c = [darker(room, 0.3), darker(room, 0.12), room];
    return [
      [0, 1, 40, 1.7, 0],
      [0.03, 1.02, 10, 1.5, 1],
      [-0.01, 0.9, 70, 1.2, 2],
      [0.1, 1.03, -6, 1.1, 0],
      [1, 1, -40, 1.7, 0],
      [0.96, 1.02, -12, 1.4, 1],
      [1.01, 0.88, -68, 1.2, 2],
    ]
      .map(([lx, ly, a, s, i]) => leaf(lx * w, ly * h, a, s, c[i]))
      .join('');
  },
};

/** The prop that the shot asks for, or nothing. */
export function prop(shot, width, height) {
  if (shot.prop === undefined) return '';
  const draw = Props[shot.prop];
  if (draw === undefined) throw new Error(`no prop named ${shot.prop}`);
  const [room, accent] = shot.colours;
  return draw({ w: width, h: height, x: width * shot.x, room, accent });
}
