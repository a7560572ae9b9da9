import { clothes } from './clothes.mjs';
import { darker, glow, gradient, lighter, mix, shared } from './colour.mjs';
import { face, skinTones } from './face.mjs';
import { hair, helmet } from './hair.mjs';

/** A calm face: what a cover shows. */
const Calm = { open: 0, smile: 0.85, blink: 0, brow: 0.2 };

const Defaults = {
  jaw: 32,
  half: 140,
  turn: 0,
  tilt: 0,
  gaze: 0,
  iris: '#4a2f22',
  browWeight: 3,
  lashes: false,
  hideEars: false,
  browTilt: 0,
  lips: 6,
  eyes: 1,
  eyeTilt: 0,
  nose: 1,
  wide: 1,
};

function hand(look, tones) {
  if (look.gesture !== 'palm') return '';
  const [, sleeve] = look.clothes;
  const side = look.gestureSide ?? 1;
  const at = look.half;
  return `<g transform="scale(${side} 1)"><path d="M${at * 0.9} 350C${at + 2} 320 ${at + 14} 280 ${at + 22} 236" fill="none" stroke="${darker(sleeve, 0.34)}" stroke-width="58" stroke-linecap="round" opacity=".5"/><path d="M${at * 0.9} 350C${at + 4} 320 ${at + 16} 280 ${at + 24} 236" fill="none" stroke="${darker(sleeve, 0.06)}" stroke-width="52" stroke-linecap="round"/><path d="M${at + 25} 228L${at + 28} 208" stroke="${tones.shade}" stroke-width="27"/><path d="M${at + 22} 236L${at + 25} 217" stroke="${lighter(sleeve, 0.25)}" stroke-width="50"/>
  <g transform="translate(${at + 32} 180) rotate(12)" stroke="${tones.base}" stroke-linecap="round" fill="none"><path d="M-1 30L0 2" stroke-width="34"/><path d="M-12 0L-14-35" stroke-width="11.5"/><path d="M-1-4L-1-42" stroke-width="11.5"/><path d="M10-2L12-37" stroke-width="11"/><path d="M13 6L23-25" stroke-width="10"/><path d="M-10 20C-24 12-29 0-31-10" stroke-width="12"/><g stroke="${tones.shade}" stroke-width="1.8"><path d="M-7-14l-1-9M4.500-15l1-9M14-8l3-8"/><path d="M-12 20C-6 10 2 10 9 15" opacity=".8"/></g></g></g>`;
}

/** The presenter as SVG in the face's coordinates (see face.mjs). `mood.sway` (-1..1) moves the head a little. */
export function presenter(description, given) {
  const mood = given ?? { ...Calm, open: description.grin ?? 0 };
  const look = { ...Defaults, browColour: darker(description.hairColour, 0.1), ...description };
  const tones = skinTones(look.skin);
  const layers = hair(look);
  const [, main] = look.clothes;
  const sway = mood.sway ?? 0;
  const defs = [
    shared(
      'skin',
      [tones.light, tones.base, tones.base, mix(tones.base, tones.shade, 0.6)],
      -84,
      84,
    ),
    shared('neck', [tones.deep, tones.shade, tones.base, tones.base], 52, 150),
    shared(
      'hair',
      [lighter(look.hairColour, 0.11), look.hairColour, darker(look.hairColour, 0.3)],
      -116,
      150,
    ),
    shared('cloth', [lighter(main, 0.12), main, darker(main, 0.24)], 90, 420),
    gradient('lapel', [lighter(main, 0.14), darker(main, 0.08)]),
    gradient(
      'side',
      [
        ['#ffffff', 0.13],
        ['#ffffff', 0],
        ['#160f22', 0.04],
        ['#160f22', 0.3],
      ],
      true,
    ),
    glow('blush', tones.blush, 0.5),
    `<filter id="cast" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur in="SourceAlpha" stdDeviation="2.2"/><feOffset dx="3" dy="7" result="o"/><feFlood flood-color="${tones.deep}"/><feComposite in2="o" operator="in"/></filter>`,
  ].join('');
  const head = `rotate(${look.tilt + sway * 1.6} 0 90) translate(${sway * 1.2} 0) scale(${look.wide} 1)`;
  const neck = `<path d="M-27 40C-26 72-28 84-40 96C-20 132 20 132 40 96C28 84 26 72 27 40Z" fill="url(#neck)"/>`;
  const headShadow = `<path d="M-30 58C-16 82 16 82 32 58L30 84C16 100-14 98-30 78Z" fill="${mix(look.skin, '#4c1a22', 0.5)}" opacity=".28"/>`;
  return `<defs>${defs}</defs><g class="presenter"><g transform="${head}">${layers.back}</g>${neck}${headShadow}<g transform="rotate(${-look.tilt * 0.8} 0 320)">${clothes(look)}</g><g transform="${head}">${face(look, mood)}<g clip-path="url(#faceClip)" opacity=".34"><g filter="url(#cast)">${layers.front}${look.hair === 'hijab' ? layers.over : ''}${look.helmet === undefined ? '' : helmet(look.helmet)}</g></g>${layers.front}${layers.over}${look.helmet === undefined ? '' : helmet(look.helmet)}</g>${hand(look, tones)}</g>`;
}
