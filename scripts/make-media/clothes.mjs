import { darker, lighter } from './colour.mjs';

/**
 * Clothes in the face's coordinates: the collar is near y = 92, the picture ends near y = 420.
 * `half` is half the width of the shoulders.
 */

function body(half, colour, id = 'cloth') {
  const d = `M-30 86C-40 104-${half * 0.5} 112-${half * 0.74} 126C-${half} 140-${half * 1.04} 176-${half * 1.08} 230L-${half * 1.2} 480H${half * 1.2}L${half * 1.08} 230C${half * 1.04} 176 ${half} 140 ${half * 0.74} 126C${half * 0.5} 112 40 104 30 86C16 96-16 96-30 86Z`;
  return { d, svg: `<path d="${d}" fill="url(#${id})"/>`, colour };
}

/** Sleeves, in a slightly different tone than the body: otherwise the arms cannot be seen. */
function arms(half, colour) {
  const one = (side, fill, opacity) =>
    `<path transform="scale(${side} 1)" d="M${half * 0.98} 136C${half * 0.86} 150 ${half * 0.76} 186 ${half * 0.74} 232C${half * 0.73} 300 ${half * 0.8} 400 ${half * 0.82} 480H${half * 1.4}V136Z" fill="${fill}" opacity="${opacity}"/>`;
  const crease = (side) =>
    `<path transform="scale(${side} 1)" d="M${half * 0.74} 240C${half * 0.735} 300 ${half * 0.79} 400 ${half * 0.81} 480" fill="none" stroke="${darker(colour, 0.5)}" stroke-width="2.4" opacity=".3" stroke-linecap="round"/>`;
  return `${one(-1, lighter(colour, 0.2), 0.4)}${one(1, darker(colour, 0.4), 0.34)}${crease(-1)}${crease(1)}`;
}

const vee = (depth, colour) =>
  `<path d="M-32 84L0 ${depth}L32 84C16 96-16 96-32 84Z" fill="${colour}"/>`;
const buttons = (list, colour) =>
  list.map((y) => `<circle cx="0" cy="${y}" r="4" fill="${colour}"/>`).join('');

function jacket(half, colour, depth) {
  const dark = darker(colour, 0.28);
  return `<path d="M-34 82L-62 118L-44 150L-60 158L-4 ${depth}L0 ${depth - 6}L-30 96Z" fill="url(#lapel)" stroke="${dark}" stroke-width="2" stroke-linejoin="round"/><path d="M34 82L62 118L44 150L60 158L4 ${depth}L0 ${depth - 6}L30 96Z" fill="url(#lapel)" stroke="${dark}" stroke-width="2" stroke-linejoin="round"/><path d="M0 ${depth}V480" stroke="${dark}" stroke-width="3"/><circle cx="7" cy="${depth + 22}" r="4.5" fill="${dark}"/><circle cx="7" cy="${depth + 66}" r="4.5" fill="${dark}"/><path d="M${half * 0.36} 214l34-5" stroke="${dark}" stroke-width="3"/>`;
}

const Kinds = {
  suit: (half, [coat, shirt, tie]) => {
    const neck =
      tie === undefined
        ? vee(196, shirt)
        : `${vee(262, shirt)}<path d="M-9 104L0 98L9 104L6 122L14 232L0 258L-14 232L-6 122Z" fill="${tie}"/><path d="M-9 104L0 98L9 104L6 120H-6Z" fill="${darker(tie, 0.22)}"/><path d="M-9 176l20-16M-11 200l23-18M-13 224l26-20" stroke="${lighter(tie, 0.3)}" stroke-width="3" opacity=".5"/>`;
    const depth = tie === undefined ? 214 : 270;
    return `${neck}<path d="M-31 82L0 106L-20 130L-38 92Z" fill="${lighter(shirt, 0.35)}" stroke="${darker(shirt, 0.16)}" stroke-width="1.5"/><path d="M31 82L0 106L20 130L38 92Z" fill="${lighter(shirt, 0.35)}" stroke="${darker(shirt, 0.16)}" stroke-width="1.5"/>${jacket(half, coat, depth)}`;
  },
  blazer: (half, [coat, inner]) =>
    `<path d="M-36 80C-20 130 20 130 36 80L0 250Z" fill="${inner}"/><path d="M-36 78C-20 122 20 122 36 78Z" fill="url(#neck)"/><path d="M-27 100C-14 124 14 124 27 100" fill="none" stroke="${darker(inner, 0.18)}" stroke-width="2.5"/>${jacket(half, coat, 240)}`,
  blouse: (_half, [cloth]) =>
    `<path d="M-31 82C-26 96-12 128 0 150C12 128 26 96 31 82L44 96C36 128 16 156 0 176C-16 156-36 128-44 96Z" fill="${lighter(cloth, 0.22)}" stroke="${darker(cloth, 0.2)}" stroke-width="1.5"/><path d="M0 172V480" stroke="${darker(cloth, 0.24)}" stroke-width="2"/>${buttons([200, 240, 280, 320], lighter(cloth, 0.55))}`,
  bow: (_half, [cloth, ribbon]) =>
    `<path d="M-32 82C-20 98 20 98 32 82L34 96C18 112-18 112-34 96Z" fill="${ribbon}"/><path d="M0 108C-20 90-50 96-54 112C-48 130-20 128 0 112C20 128 48 130 54 112C50 96 20 90 0 108Z" fill="${ribbon}"/><path d="M-4 114L-26 190L-8 184L0 122L10 178L28 182L5 114Z" fill="${darker(ribbon, 0.1)}"/><circle cx="0" cy="111" r="8" fill="${darker(ribbon, 0.2)}"/><path d="M0 190V480" stroke="${darker(cloth, 0.22)}" stroke-width="2"/>`,
  labcoat: (half, [coat, inner, tube]) =>
    `<path d="M-34 82L0 220L34 82C16 96-16 96-34 82Z" fill="${inner}"/><path d="M-31 84L0 150L31 84" fill="none" stroke="${darker(inner, 0.24)}" stroke-width="4"/>${jacket(half, coat, 224)}<rect x="${half * 0.3}" y="222" width="46" height="4" fill="${darker(coat, 0.25)}"/><rect x="${half * 0.3 + 8}" y="204" width="5" height="26" rx="2" fill="#2f6fb0"/>${tube === undefined ? '' : `<path d="M-40 90C-52 150-40 186-16 204M40 90C54 140 56 170 46 196" fill="none" stroke="${tube}" stroke-width="6" stroke-linecap="round"/><path d="M-16 204C-8 220-14 236-24 236" fill="none" stroke="${tube}" stroke-width="6" stroke-linecap="round"/><circle cx="46" cy="206" r="12" fill="#c9d2d8" stroke="${tube}" stroke-width="4"/>`}`,
  scrubs: (_half, [cloth]) =>
    `<path d="M-33 84L0 146L33 84" fill="none" stroke="${darker(cloth, 0.26)}" stroke-width="9" stroke-linejoin="round"/><rect x="34" y="212" width="52" height="48" rx="5" fill="none" stroke="${darker(cloth, 0.24)}" stroke-width="3"/><rect x="-80" y="196" width="42" height="52" rx="5" fill="#fff"/><rect x="-74" y="203" width="14" height="17" rx="2" fill="${lighter(cloth, 0.4)}"/><path d="M-54 207h10M-54 214h10M-74 230h30M-74 238h22" stroke="${cloth}" stroke-width="3"/><path d="M-59 196L-34 96" stroke="${darker(cloth, 0.4)}" stroke-width="3"/>`,
  hanfu: (half, [cloth, band, inner]) =>
    `<path d="M-34 82L10 190L34 82C16 96-16 96-34 82Z" fill="${inner}"/><path d="M34 80C28 120-6 190-60 262L-84 300L-66 330L0 250C32 200 52 140 54 96Z" fill="${band}"/><path d="M-34 80C-30 110-12 150 16 186L34 166C10 140-8 112-52 92Z" fill="${band}"/><path d="M31 98C26 132-8 194-58 262M-33 98C-26 118-10 142 12 168" fill="none" stroke="${lighter(band, 0.4)}" stroke-width="3" opacity=".7"/><path d="M-${half * 1.1} 316H${half * 1.1}V372H-${half * 1.1}Z" fill="${darker(band, 0.16)}"/><path d="M-${half * 1.1} 326H${half * 1.1}M-${half * 1.1} 362H${half * 1.1}" stroke="${lighter(band, 0.35)}" stroke-width="3" opacity=".6"/><g fill="none" stroke="${lighter(cloth, 0.4)}" stroke-width="2.5" opacity=".55"><path d="M${half * 0.5} 190c14-14 30 2 18 12c-16 10-34-8-20-24c18-18 50 0 40 24"/><path d="M-${half * 0.8} 210c14-14 30 2 18 12c-16 10-34-8-20-24c18-18 50 0 40 24"/></g>`,
  cheongsam: (_half, [cloth, trim]) =>
    `<path d="M-32 66C-34 80-34 92-34 100C-16 116 16 116 34 100C34 92 34 80 32 66C24 84-24 84-32 66Z" fill="${cloth}" stroke="${trim}" stroke-width="3.5"/><path d="M0 110C20 132 60 130 92 168" fill="none" stroke="${trim}" stroke-width="4"/><g stroke="${trim}" stroke-width="4" stroke-linecap="round"><path d="M-9 106h18M24 128l10 10M58 142l8 12"/></g><g fill="${lighter(cloth, 0.35)}" opacity=".5"><circle cx="-60" cy="200" r="12"/><circle cx="-44" cy="212" r="9"/><circle cx="-70" cy="218" r="8"/><circle cx="50" cy="250" r="12"/><circle cx="66" cy="262" r="9"/><circle cx="-20" cy="300" r="11"/></g>`,
  hoodie: (half, [cloth, cord]) =>
    `<path d="M-46 76C-74 96-86 118-78 138C-50 118-30 140 0 172C30 140 50 118 78 138C86 118 74 96 46 76C36 108-36 108-46 76Z" fill="${darker(cloth, 0.12)}"/><path d="M-46 78C-40 116-14 140 0 158C14 140 40 116 46 78" fill="none" stroke="${darker(cloth, 0.35)}" stroke-width="3"/><path d="M-22 146C-26 180-24 206-26 232M22 146C26 176 24 196 26 222" stroke="${cord}" stroke-width="5" stroke-linecap="round" fill="none"/><path d="M-${half * 0.52} 410L-${half * 0.4} 330H${half * 0.4}L${half * 0.52} 410" fill="none" stroke="${darker(cloth, 0.3)}" stroke-width="4"/>`,
  turtleneck: (_half, [cloth]) =>
    `<path d="M-34 58C-36 78-40 92-44 100C-20 118 20 118 44 100C40 92 36 78 34 58C20 72-20 72-34 58Z" fill="${lighter(cloth, 0.1)}"/><path d="M-36 78C-18 92 18 92 36 78M-40 92C-18 108 18 108 40 92" fill="none" stroke="${darker(cloth, 0.25)}" stroke-width="2.5"/><g stroke="${darker(cloth, 0.2)}" stroke-width="2" opacity=".4"><path d="M-50 130V460M-25 126V460M0 126V460M25 126V460M50 130V460"/></g>`,
  crew: (_half, [cloth, shirt]) =>
    `${shirt === undefined ? '' : `<path d="M-34 78L0 108L-26 136L-46 94Z" fill="${shirt}" stroke="${darker(shirt, 0.15)}" stroke-width="1.5"/><path d="M34 78L0 108L26 136L46 94Z" fill="${shirt}" stroke="${darker(shirt, 0.15)}" stroke-width="1.5"/>`}<path d="M-38 92C-30 128 30 128 38 92" fill="none" stroke="${darker(cloth, 0.25)}" stroke-width="7"/>`,
  polo: (_half, [cloth, trim]) =>
    `<path d="M-34 82L0 118L-28 142L-48 96Z" fill="${trim}"/><path d="M34 82L0 118L28 142L48 96Z" fill="${trim}"/><path d="M0 118V200" stroke="${darker(cloth, 0.3)}" stroke-width="12" opacity=".35"/>${buttons([140, 166, 190], '#ffffff')}<rect x="50" y="176" width="34" height="10" rx="5" fill="${trim}"/>`,
  apron: (_half, [shirt, apron]) =>
    `<path d="M-34 80L0 114L-28 140L-48 94Z" fill="${lighter(shirt, 0.25)}"/><path d="M34 80L0 114L28 140L48 94Z" fill="${lighter(shirt, 0.25)}"/><path d="M-46 98L-66 190M46 98L66 190" stroke="${darker(apron, 0.18)}" stroke-width="11"/><path d="M-72 186H72L84 270C110 290 120 330 122 480H-122C-120 330-110 290-84 270Z" fill="${apron}"/><path d="M-72 190H72" stroke="${darker(apron, 0.3)}" stroke-width="4"/><path d="M-40 300H40V350C40 366-40 366-40 350Z" fill="none" stroke="${darker(apron, 0.3)}" stroke-width="4"/>`,
  vest: (half, [shirt, vest]) =>
    `<path d="M-34 80L0 112L-26 138L-46 94Z" fill="${lighter(shirt, 0.15)}"/><path d="M34 80L0 112L26 138L46 94Z" fill="${lighter(shirt, 0.15)}"/><path d="M-44 100L-${half * 0.66} 124C-${half * 0.6} 190-${half * 0.74} 240-${half * 0.76} 480H-3V230Z" fill="${vest}"/><path d="M44 100L${half * 0.66} 124C${half * 0.6} 190 ${half * 0.74} 240 ${half * 0.76} 480H3V230Z" fill="${vest}"/><path d="M-${half * 0.5} 118L-${half * 0.44} 290M${half * 0.5} 118L${half * 0.44} 290M-${half * 0.74} 300H-3M3 300H${half * 0.74}" stroke="#eef2d8" stroke-width="17"/>`,
  dress: (_half, [cloth, chain]) =>
    `<path d="M-34 84C-40 112-30 148 0 150C30 148 40 112 34 84L52 100C54 140 40 168 0 170C-40 168-54 140-52 100Z" fill="${lighter(cloth, 0.14)}"/>${chain === undefined ? '' : `<path d="M-30 92C-22 130 22 130 30 92" fill="none" stroke="${chain}" stroke-width="2.5"/><circle cx="0" cy="124" r="5" fill="${chain}"/>`}`,
  zhongshan: (_half, [cloth]) =>
    `<path d="M-33 68C-36 84-38 96-40 104L0 122L40 104C38 96 36 84 33 68C22 88-22 88-33 68Z" fill="${lighter(cloth, 0.1)}" stroke="${darker(cloth, 0.35)}" stroke-width="2"/><path d="M0 96V480" stroke="${darker(cloth, 0.35)}" stroke-width="2.5"/>${buttons([136, 186, 236, 286], darker(cloth, 0.45))}<path d="M-88 192h52v10l-26 9l-26-9ZM36 192h52v10l-26 9l-26-9Z" fill="${lighter(cloth, 0.08)}" stroke="${darker(cloth, 0.35)}" stroke-width="2"/>`,
};

/** The clothed body. `look.clothes` is `[kind, main colour, second colour, third colour]`. */
export function clothes(look) {
  const [kind, ...colours] = look.clothes;
  const draw = Kinds[kind];
  if (draw === undefined) throw new Error(`no clothes named ${kind}`);
  const [main] = colours;
  const shape = body(look.half, main);
  const openNeck =
    kind === 'blouse'
      ? `<path d="M-32 84C-26 100-12 130 0 152C12 130 26 100 32 84Z" fill="url(#neck)"/>`
      : kind === 'dress'
        ? '<path d="M-38 84C-42 112-30 150 0 152C30 150 42 112 38 84Z" fill="url(#neck)"/>'
        : '';
  return `${shape.svg}<clipPath id="bodyClip"><path d="${shape.d}"/></clipPath>${openNeck}<g clip-path="url(#bodyClip)">${arms(look.half, main)}<rect x="-260" y="60" width="520" height="440" fill="url(#side)"/></g>${draw(look.half, colours)}`;
}
