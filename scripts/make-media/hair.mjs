import { darker, lighter } from './colour.mjs';
import { longHair } from './hair-long.mjs';
import { shortHair } from './hair-short.mjs';

/** Hair in the face's coordinates: `back` is drawn behind the body, `front` over the face, `over` over the clothes. */
const Styles = { ...shortHair, ...longHair };

/** The layers of the named style. */
export function hair(look) {
  const make = Styles[look.hair];
  if (make === undefined) throw new Error(`no hair style named ${look.hair}`);
  return { over: '', ...make(look.hairColour, look) };
}

/** A protective helmet, drawn over the hair. */
export function helmet(colour) {
  return `<path d="M-66-40C-66-96-36-116 0-116C36-116 66-96 66-40C44-50-44-50-66-40Z" fill="${colour}"/><path d="M-74-36C-60-54 60-54 74-36C60-30-60-30-74-36Z" fill="${darker(colour, 0.16)}"/><path d="M-10-115C-14-90-14-70-12-50H12C14-70 14-90 10-115Z" fill="${lighter(colour, 0.25)}"/><path d="M-54-60C-50-84-38-98-24-104C-34-90-40-76-42-58Z" fill="#fff" opacity=".35"/>`;
}
