import { backdrop } from './backdrops.mjs';
import { caption } from './captions.mjs';
import { cast } from './cast.mjs';
import { lighter } from './colour.mjs';
import { presenter } from './presenter.mjs';
import { prop } from './props.mjs';

/** Puts people, places and words together into one SVG document. */

/** Where the presenter stands: SVG transform for a picture of this size. */
function place(shot, width, height) {
  const scale = (height > width ? width / 300 : height / 402) * shot.size;
  const headRoom =
    height > width ? height * (shot.frame ? 0.4 : 0.43) : height * (shot.frame ? 0.47 : 0.34);
  return `translate(${width * shot.x} ${headRoom + (shot.down ?? 0) * height}) scale(${scale})`;
}

function person(shot) {
  const look = cast[shot.who];
  if (look === undefined) throw new Error(`no presenter is named ${shot.who}`);
  return {
    ...look,
    ...(shot.wear ? { clothes: shot.wear } : {}),
    ...(shot.gesture ? { gesture: shot.gesture, gestureSide: shot.x > 0.68 ? -1 : 1 } : {}),
  };
}

function framed(shot, width, height, figure) {
  const w = height > width ? width * 0.76 : height * 0.8;
  const h = height > width ? height * 0.7 : height * 0.84;
  const x = (width - w) / 2;
  const y = (height - h) / 2;
  return `<defs><clipPath id="mat"><rect x="${x}" y="${y}" width="${w}" height="${h}" rx="10"/></clipPath></defs><rect x="${x - 7}" y="${y - 7}" width="${w + 14}" height="${h + 14}" rx="14" fill="#fff" opacity=".95"/><g clip-path="url(#mat)"><rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${lighter(shot.colours[1], 0.25)}"/><circle cx="${width / 2}" cy="${height * 0.42}" r="${w * 0.52}" fill="${lighter(shot.colours[1], 0.6)}"/>${figure}</g>`;
}

/** The layers of a shot, apart: a video draws the figure anew for every frame and the rest once. */
export function layers(shot, width, height, mood, blur = 1.1) {
  const scene = backdrop(shot.place, {
    width,
    height,
    colours: shot.colours,
    seed: shot.who.length + shot.place.length,
    blur,
  });
  const figure = `<g transform="${place(shot, width, height)}">${presenter(person(shot), mood)}</g>`;
  return {
    back: scene.back,
    figure: shot.frame ? framed(shot, width, height, figure) : figure,
    front: shot.frame ? '' : scene.front + prop(shot, width, height),
    words: caption(shot.words, { width, height, accent: shot.colours[1] }),
  };
}

/** An SVG document of `width` × `height` drawn on a canvas of `unitsWide` × `unitsHigh`. */
export function svg(width, height, inside, unitsWide = width, unitsHigh = height) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${unitsWide} ${unitsHigh}">${inside}</svg>`;
}

/** One still picture of a shot. */
export function still(shot, width, height) {
  const { back, figure, front, words } = layers(shot, width, height);
  return svg(width, height, back + figure + front + words);
}

/** A backdrop without a presenter. */
export function emptyScene({ place: name, colours, width, height }) {
  const [w, h] = [width * 0.75, height * 0.75];
  const scene = backdrop(name, { width: w, height: h, colours, blur: 0.5 });
  return svg(width, height, scene.back + scene.front, w, h);
}
