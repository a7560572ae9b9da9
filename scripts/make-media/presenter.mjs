import { clothes } from './clothes.mjs';
import { darker, gradient, glow, lighter, mix } from './colour.mjs';
import { face, skinTones } from './face.mjs';
import { hair, helmet } from './hair.mjs';

/** A calm face: what a cover shows. */
export const CALM = { open: 0.22, smile: 0.8, blink: 0, brow: 0.2 };

const DEFAULTS = {
  jaw: 32, half: 140, turn: 0, tilt: 0, gaze: 0, iris: '#4a2f22', browWeight: 3, lashes: false, hideEars: false,
};

function hand(look, tones) {
  if (look.gesture !== 'palm') return '';
  const [, sleeve] = look.clothes;
  const side = look.gestureSide ?? 1;
  const at = look.half + 6;
  const finger = (x, y) => `M0 0L${x} ${y}`;
  return `<g transform="scale(${side} 1)"><path d="M${at - 10} 380C${at + 22} 350 ${at + 34} 300 ${at + 46} 262" fill="none" stroke="${darker(sleeve, 0.12)}" stroke-width="58" stroke-linecap="round"/><path d="M${at + 43} 275L${at + 48} 252" stroke="${lighter(sleeve, 0.3)}" stroke-width="50"/>
  <g transform="translate(${at + 54} 222) rotate(14)" stroke="${tones.base}" stroke-linecap="round" fill="none"><path d="M-2 26L0 0" stroke-width="36"/><path d="${finger(-13, -36)}" stroke-width="12"/><path d="${finger(-1, -42)}" stroke-width="12"/><path d="${finger(11, -38)}" stroke-width="12"/><path d="M8 4L23-28" stroke-width="11"/><path d="M-10 14C-24 8-28-4-30-14" stroke-width="12"/><g stroke="${tones.shade}" stroke-width="2"><path d="M-8-16l-2-8M4-18l0-8M13-14l3-8"/><path d="M-10 16C-4 8 2 8 8 12" opacity=".8"/></g></g></g>`;
}

function tablet(look, tones) {
  if (look.gesture !== 'tablet') return '';
  const [, sleeve] = look.clothes;
  const w = look.half;
  return `<path d="M-${w * 1.02} 300C-${w} 360-${w * 0.8} 392-40 372M${w * 1.02} 300C${w} 372 ${w * 0.7} 400 60 384" fill="none" stroke="${darker(sleeve, 0.1)}" stroke-width="54" stroke-linecap="round"/><g transform="rotate(-5 0 330)"><rect x="-66" y="276" width="132" height="96" rx="10" fill="#2b3440"/><rect x="-60" y="282" width="120" height="84" rx="5" fill="#3d4a59"/></g><g stroke="${tones.base}" stroke-width="13" stroke-linecap="round"><path d="M-74 352l20-3M-74 338l22-3M-73 366l19-3M74 330l-20-2M75 344l-22-1M75 358l-20-1"/></g>`;
}

/** The presenter as SVG in the face's coordinates (see face.mjs). `mood.sway` (-1..1) moves the head a little. */
export function presenter(description, mood = CALM) {
  const look = { ...DEFAULTS, browColour: darker(description.hairColour, 0.1), ...description };
  const tones = skinTones(look.skin);
  const layers = hair(look);
  const [, main] = look.clothes;
  const sway = mood.sway ?? 0;
  const defs = [
    gradient('skin', [tones.light, tones.base, tones.base, tones.shade]),
    gradient('neck', [tones.deep, tones.shade, tones.base, tones.base]),
    gradient('hair', [lighter(look.hairColour, 0.2), look.hairColour, darker(look.hairColour, 0.35)]),
    gradient('cloth', [lighter(main, 0.12), main, darker(main, 0.28)]),
    gradient('lapel', [lighter(main, 0.14), darker(main, 0.08)]),
    glow('blush', tones.blush, 0.55),
  ].join('');
  const head = `rotate(${look.tilt + sway * 1.6} 0 90) translate(${sway * 1.2} ${mood.nod ?? 0})`;
  const neck = `<path d="M-27 40C-26 72-28 84-40 96C-20 132 20 132 40 96C28 84 26 72 27 40Z" fill="url(#neck)"/>`;
  const headShadow = `<path d="M-30 58C-16 82 16 82 32 58L30 84C16 100-14 98-30 78Z" fill="${mix(look.skin, '#4c1a22', 0.5)}" opacity=".28"/>`;
  return `<defs>${defs}</defs><g class="presenter"><g transform="${head}">${layers.back}</g>${neck}${headShadow}${clothes(look)}${look.hair === 'hijab' ? '' : ''}<g transform="${head}">${face(look, mood)}${layers.front}${layers.over}${look.helmet === undefined ? '' : helmet(look.helmet)}</g>${tablet(look, tones)}${hand(look, tones)}</g>`;
}
