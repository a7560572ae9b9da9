import { darker, glow, gradient, lighter, mix, numbers } from './colour.mjs';
import * as homes from './homes.mjs';
import * as indoor from './indoor.mjs';
import * as outdoor from './outdoor.mjs';

/**
 * Scenes behind the presenter. Each takes the picture's width and height and a palette of two
 * colours (the room and its accent) and returns `{ back, front }` as SVG.
 */
const Scenes = { ...indoor, ...homes, ...outdoor };

/** The named scene, softened as if out of focus, with light from the upper left. */
export function backdrop(name, { width, height, colours, seed = 1, blur = 1.1 }) {
  const draw = Scenes[name];
  if (draw === undefined) throw new Error(`no backdrop named ${name}`);
  const [room, accent] = colours;
  const kit = {
    w: width,
    h: height,
    room,
    accent,
    random: numbers(seed * 7919 + 13),
    wall: (id, list, across) =>
      `<defs>${gradient(id, list, across)}</defs><rect width="${width}" height="${height}" fill="url(#${id})"/>`,
    box: (x, y, w, h, fill, more = '') =>
      `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`,
    d: darker,
    l: lighter,
    mix,
  };
  const scene = draw(kit);
  const light = `<defs>${glow('key', '#fff6e6', 0.42)}<radialGradient id="vig" cx=".45" cy=".4" r=".8"><stop offset=".55" stop-color="#0c0a18" stop-opacity="0"/><stop offset="1" stop-color="#0c0a18" stop-opacity=".3"/></radialGradient><filter id="soft" x="-5%" y="-5%" width="110%" height="110%"><feGaussianBlur stdDeviation="${blur}"/></filter></defs>`;
  const plain = typeof scene === 'string' ? { back: scene, front: '' } : scene;
  return {
    back: `${light}<g transform="translate(${-width * 0.02} ${-height * 0.02}) scale(1.04)" filter="url(#soft)">${plain.back}</g><ellipse cx="${width * 0.2}" cy="0" rx="${width * 0.6}" ry="${height * 0.7}" fill="url(#key)" opacity=".55"/><rect width="${width}" height="${height}" fill="url(#vig)"/>`,
    front: plain.front,
  };
}
