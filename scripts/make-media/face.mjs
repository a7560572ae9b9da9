import { darker, lighter, mix } from './colour.mjs';

/**
 * A face in its own coordinates: the middle of the head is (0, 0), the chin is near y = 74, the
 * crown near y = -80. `mood` is what moves in a video: `open` (mouth), `smile`, `blink`, `brow`, all 0..1.
 */

/** The tones that one skin colour needs. */
export function skinTones(base) {
  return {
    base,
    light: lighter(base, 0.2),
    shade: mix(base, '#7c2f2c', 0.26),
    deep: mix(base, '#4c1a22', 0.46),
    blush: mix(base, '#d9485a', 0.45),
    lip: mix(base, '#b8394c', 0.52),
  };
}

/** Outline of the face. `jaw` is half the width of the jaw, 26 (slim) to 40 (square). */
function facePath(jaw) {
  const chin = jaw * 0.46;
  return `M-54-18C-54-62-30-82 0-82C30-82 54-62 54-18C54 14 ${jaw + 18} 34 ${jaw} 54C${jaw - 9} 66 ${chin} 75 0 75C${-chin} 75 ${9 - jaw} 66 ${-jaw} 54C${-jaw - 18} 34-54 14-54-18Z`;
}

function eye(side, look, mood, tones) {
  const x = side * 22.5 + look.turn;
  const lash = look.lashes ? 'l3.2-3' : '';
  const lid = darker(look.browColour, 0.45);
  if (mood.blink > 0.6) {
    return `<g transform="translate(${x} -2) rotate(${-look.eyeTilt * side}) scale(${side * look.eyes} ${look.eyes})"><path d="M-10 0C-5 4.5 6 4.5 11-.5${lash}" fill="none" stroke="${lid}" stroke-width="2.4" stroke-linecap="round"/></g>`;
  }
  const open = 1 - mood.blink * 0.7;
  const iris = mix(look.iris, '#120c0a', 0.1);
  const clip = `eye${side > 0 ? 'R' : 'L'}`;
  return `<g transform="translate(${x} -2)">
  <g transform="rotate(${-look.eyeTilt * side}) scale(${side * look.eyes} ${open * look.eyes})"><path d="M-12-9C-6-13.5 6-14 12.5-7" fill="none" stroke="${tones.shade}" stroke-width="1.6" opacity=".75" stroke-linecap="round"/>
  <clipPath id="${clip}"><path d="M-10.5 1.5C-7-6 4-9 11-.5C6 5.8-5 6.4-10.5 1.5Z"/></clipPath>
  <path d="M-10.5 1.5C-7-6 4-9 11-.5C6 5.8-5 6.4-10.5 1.5Z" fill="#fdf9f5"/>
  <g clip-path="url(#${clip})"><circle cx="${0.4 + look.gaze * side}" cy="-1" r="6" fill="${iris}"/><circle cx="${0.4 + look.gaze * side}" cy="-1" r="2.9" fill="#130d0d"/>
  <path d="M-12-9H12V-3C4-7-5-5-12 1Z" fill="#20131a" opacity=".28"/></g>
  <path d="M-11 1.8C-7.4-6.4 4-9.4 11.4-.8${lash}" fill="none" stroke="${lid}" stroke-width="${look.lashes ? 2.8 : 2.2}" stroke-linecap="round" stroke-linejoin="round"/>
  <path d="M-8 4.6C-3 7 5 6.4 9 2.6" fill="none" stroke="${tones.deep}" stroke-width="1" opacity=".45"/></g>
  <circle cx="${-1.4 + look.gaze}" cy="-3" r="1.7" fill="#fff"/></g>`;
}

function brow(side, look, mood) {
  const y = -21 - mood.brow * 4;
  const thick = look.browWeight;
  return `<path transform="translate(${side * 22.5 + look.turn} ${y}) scale(${side} 1)" d="M-12.5 ${0.6 - look.browTilt}C-6-4.6 4-6.2 14.5 ${2 + look.browTilt}C6-2.6-3-1.4-12 ${1.4 + thick * 0.9 - look.browTilt}Z" fill="${look.browColour}" stroke="${look.browColour}" stroke-width="${thick * 0.6}" stroke-linejoin="round"/>`;
}

function nose(look, tones) {
  return `<g transform="translate(${look.turn * 1.5} 0) scale(${look.nose} 1)"><path d="M3-10C4 6 11 16 10 22C7 26.5 3 27 0 26.4C3 14 2 2 3-10Z" fill="${tones.shade}" opacity=".55"/>
  <path d="M-8.5 21C-8.5 26-3.5 25 0 27.4C3.5 25 8.5 26 8.5 21" fill="none" stroke="${tones.deep}" stroke-width="1.7" stroke-linecap="round" opacity=".7"/>
  <ellipse cx="-1.6" cy="17" rx="2.6" ry="4" fill="${tones.light}" opacity=".6"/></g>`;
}

function mouth(look, mood, tones) {
  const wide = 14 + mood.smile * 3 - mood.open * 3;
  const corner = -1 - mood.smile * 3;
  const top = mood.smile * 0.6 - mood.open;
  const drop = mood.open * 13;
  const edge = top + drop * 1.3;
  const full = look.lips;
  const lip = look.lipColour ?? tones.lip;
  const opening = `M${-wide} ${corner}C-8 ${top} 8 ${top} ${wide} ${corner}C9 ${edge + 1}-9 ${edge + 1}${-wide} ${corner}Z`;
  const inner =
    drop < 1
      ? ''
      : `<clipPath id="lips"><path d="${opening}"/></clipPath><g clip-path="url(#lips)"><rect x="-20" y="-8" width="40" height="30" fill="#5a1f27"/><ellipse cy="${drop + 4}" rx="8.5" ry="4.4" fill="#b9525b"/><rect x="${4 - wide}" y="-8" width="${wide * 2 - 8}" height="${9.2 + Math.min(drop * 0.5, 3.6)}" rx="3" fill="#fffaf4"/></g>`;
  const thick = drop < 1 ? full : full * 0.82;
  return `<g transform="translate(${look.turn * 1.25} 44)">
  <path d="M${-wide} ${corner}C-8 ${edge + 0.4} 8 ${edge + 0.4} ${wide} ${corner}C9.5 ${edge + thick * 1.5}-9.5 ${edge + thick * 1.5}${-wide} ${corner}Z" fill="${lip}"/>
  <path d="M${-wide} ${corner}C-9 ${top - full * 0.75}-4 ${top - full}0 ${top - full * 0.55}C4 ${top - full} 9 ${top - full * 0.75} ${wide} ${corner}C8 ${top + 1}-8 ${top + 1}${-wide} ${corner}Z" fill="${mix(lip, '#541a26', 0.2)}"/>${inner}
  ${drop < 1 ? `<path d="M${-wide} ${corner}C-8 ${top + 0.6} 8 ${top + 0.6} ${wide} ${corner}" fill="none" stroke="${mix(lip, '#3a1018', 0.6)}" stroke-width="1.5" stroke-linecap="round"/>` : ''}
  <path d="M-4 ${edge + thick * 0.62}C-1 ${edge + thick * 0.8} 3 ${edge + thick * 0.76} 5 ${edge + thick * 0.58}" stroke="${lighter(lip, 0.45)}" stroke-width="1.4" fill="none" opacity=".6" stroke-linecap="round"/>
  <path d="M${-wide - 2.2} ${corner - 2.6}q.4 2.6 2.6 3M${wide + 2.2} ${corner - 2.6}q-.4 2.6-2.6 3" stroke="${tones.deep}" stroke-width="1.3" fill="none" opacity=".5" stroke-linecap="round"/>
  <path d="M-6 ${14 + drop * 0.7}C-2 ${16 + drop * 0.7} 2 ${16 + drop * 0.7} 6 ${14 + drop * 0.7}" stroke="${tones.shade}" stroke-width="1.8" fill="none" opacity=".6" stroke-linecap="round"/></g>`;
}

function beard(look, mood) {
  if (look.beard === undefined) return '';
  const drop = mood.open * 6;
  const colour = look.browColour;
  if (look.beard === 'stubble') {
    return `<path d="M-52 6C-50 30-44 46-34 58C-22 70-12 ${75 + drop} 0 ${75 + drop}C12 ${75 + drop} 22 70 34 58C44 46 50 30 52 6C44 26 36 30 20 33C8 30-8 30-20 33C-36 30-44 26-52 6Z" fill="${colour}" opacity=".2"/>`;
  }
  if (look.beard === 'moustache') {
    return `<path transform="translate(${look.turn * 1.25} 36)" d="M0-3C6-6 16-1 21 6C14 4 6 5 0 2C-6 5-14 4-21 6C-16-1-6-6 0-3Z" fill="${colour}"/>`;
  }
  return `<path d="M-54-4C-54 28-46 50-34 64C-22 80-12 ${85 + drop} 0 ${85 + drop}C12 ${85 + drop} 22 80 34 64C46 50 54 28 54-4C50 18 44 28 32 31C24 30 14 31 8 30C2 32-2 32-8 30C-14 31-24 30-32 31C-44 28-50 18-54-4Z" fill="${colour}"/>
  <ellipse cx="${look.turn * 1.25}" cy="${45 + drop * 0.5}" rx="20" ry="${9 + drop}" fill="${skinTones(look.skin).shade}"/>`;
}

function glasses(look) {
  if (look.glasses === undefined) return '';
  const [kind, colour] = look.glasses;
  const lens = kind === 'round' ? 'rx="16" ry="16"' : 'rx="7" ry="7"';
  const one = (side) => {
    const x = side * 22.5 + look.turn;
    const h = kind === 'round' ? 31 : 25;
    return `<rect x="${x - 17}" y="${-1 - h / 2}" width="34" height="${h}" ${lens} fill="#ffffff" fill-opacity=".07" stroke="${colour}" stroke-width="2.6"/><path d="M${x + side * 17}-5L${side * 54}-9" stroke="${colour}" stroke-width="2.6"/><path d="M${x + 10} ${6 - h / 2}q3 1 3 4" stroke="#fff" stroke-width="2" opacity=".4" stroke-linecap="round"/>`;
  };
  return `${one(-1)}${one(1)}<path d="M${look.turn - 5.5}-4C${look.turn - 2}-8 ${look.turn + 2}-8 ${look.turn + 5.5}-4" fill="none" stroke="${colour}" stroke-width="2.6"/>`;
}

/** Age and weather: smile lines, crow's feet and freckles, where the description asks for them. */
function marks(look, tones) {
  const lines = look.aged
    ? `<g fill="none" stroke="${tones.deep}" stroke-width="1.5" opacity=".42" stroke-linecap="round"><path d="M-17 24C-23 32-25 38-24 44M17 24C23 32 25 38 24 44M-40-6l-6-3M-40 0l-7 1M40-6l6-3M40 0l7 1M-20-46C-8-49 8-49 20-46"/></g>`
    : '';
  const spots = look.freckles
    ? [
        [-30, 14],
        [-24, 18],
        [-35, 20],
        [-27, 24],
        [29, 14],
        [24, 19],
        [34, 20],
        [28, 25],
        [-5, 10],
        [5, 12],
      ]
        .map(
          ([x, y]) =>
            `<circle cx="${x + look.turn}" cy="${y}" r="1.3" fill="${tones.deep}" opacity=".4"/>`,
        )
        .join('')
    : '';
  return lines + spots;
}

/** Ears, face and everything on it. */
export function face(look, mood) {
  const tones = skinTones(look.skin);
  const outline = facePath(look.jaw);
  const ears = look.hideEars
    ? ''
    : [-1, 1]
        .map(
          (side) =>
            `<g transform="translate(${side * 54 - look.turn * 0.6} 2) scale(${side} 1)"><ellipse cx="2" rx="8.5" ry="14.5" fill="${tones.base}"/><path d="M-1-8C6-9 7 2 1 8" fill="none" stroke="${tones.shade}" stroke-width="2.4" stroke-linecap="round"/></g>`,
        )
        .join('');
  const rings =
    look.earrings === undefined
      ? ''
      : [-1, 1]
          .map(
            (side) =>
              `<circle cx="${side * 56.5 - look.turn * 0.6}" cy="20" r="3.6" fill="${look.earrings}"/><circle cx="${side * 56.5 - look.turn * 0.6 - 1}" cy="19" r="1.2" fill="#fff" opacity=".8"/>`,
          )
          .join('');
  return `${ears}${rings}<clipPath id="faceClip"><path d="${outline}"/></clipPath><path d="${outline}" fill="url(#skin)"/>
  <g clip-path="url(#faceClip)"><path d="M30-84C46-40 44 20 16 80H70V-84Z" fill="${tones.shade}" opacity=".3"/>
  <ellipse cx="${-31 + look.turn}" cy="24" rx="15" ry="11" fill="url(#blush)"/><ellipse cx="${31 + look.turn}" cy="24" rx="15" ry="11" fill="url(#blush)"/>
  <ellipse cx="${-8 + look.turn}" cy="-42" rx="26" ry="16" fill="${tones.light}" opacity=".35"/>
  ${marks(look, tones)}${beard(look, mood)}</g>
  ${eye(-1, look, mood, tones)}${eye(1, look, mood, tones)}${brow(-1, look, mood)}${brow(1, look, mood)}${nose(look, tones)}${mouth(look, mood, tones)}${glasses(look)}`;
}
