import { darker, lighter } from './colour.mjs';

/** Titles as SVG text. Each takes the picture's size, the colour of the accent and the words. */

const Sans = `font-family="'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"`;
const Serif = `font-family="'Noto Serif CJK SC','Songti SC',serif"`;
const wide = (text) =>
  [...text].reduce(
    (sum, c) =>
      sum + (c.charCodeAt(0) > 0x2e80 ? 1 : /[A-Z0-9]/.test(c) ? 0.64 : c === ' ' ? 0.26 : 0.57),
    0,
  );
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const say = (x, y, size, fill, text, more = '') =>
  `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}" ${Sans} ${more}>${escaped(text)}</text>`;

const Kinds = {
  none: () => '',
  bar: (w, h, accent, title, note) => {
    const size = h > w ? 22 : 19;
    const length = Math.max(wide(title) * size, wide(note ?? '') * 11) + 34;
    const y = h - (h > w ? 92 : 62);
    return `<rect x="${w * 0.05}" y="${y}" width="${length}" height="${note ? 47 : 34}" rx="3" fill="#fff" opacity=".95"/><rect x="${w * 0.05}" y="${y}" width="6" height="${note ? 47 : 34}" rx="2" fill="${accent}"/>${say(w * 0.05 + 18, y + (note ? 23 : 24), size, '#18202b', title, 'font-weight="700"')}${note ? say(w * 0.05 + 18, y + 39, 11, '#5a6675', note) : ''}`;
  },
  ribbon: (w, h, accent, title, note) => {
    const tall = h > w ? 62 : 42;
    return `<rect y="${h - tall}" width="${w}" height="${tall}" fill="${darker(accent, 0.35)}" opacity=".94"/><rect y="${h - tall}" width="${w}" height="3" fill="${lighter(accent, 0.25)}"/>${say(w * 0.05, h - tall / 2 + 7, 19, '#fff', title, 'font-weight="700"')}${note ? say(w * 0.95, h - tall / 2 + 5, 11.5, lighter(accent, 0.65), note, 'text-anchor="end"') : ''}`;
  },
  pill: (w, h, accent, title) => {
    const size = 17;
    const length = wide(title) * size + 38;
    return `<rect x="${(w - length) / 2}" y="${h - 50}" width="${length}" height="34" rx="17" fill="${accent}"/>${say(w / 2, h - 27, size, '#fff', title, 'text-anchor="middle" font-weight="600"')}`;
  },
  card: (w, h, accent, title, note) => {
    const lines = title.split('/');
    const size = Math.min(36, (w * 0.43) / Math.max(...lines.map(wide)));
    const top = h * 0.5 - ((lines.length - 1) * size * 1.22) / 2;
    return `<rect x="${w * 0.07}" y="${top - size - 16}" width="34" height="5" rx="2.5" fill="${accent}"/>${lines.map((line, i) => say(w * 0.07, top + i * size * 1.22, size, '#fff', line, 'font-weight="800" style="paint-order:stroke" stroke="#10131c" stroke-opacity=".22" stroke-width="3" stroke-linejoin="round"')).join('')}${note ? say(w * 0.07, top + lines.length * size * 1.22 - 8, 13, '#fff', note, 'opacity=".9"') : ''}`;
  },
  vertical: (w, h, accent, title, note) => {
    const size = h > w ? 27 : 25;
    const x = w * (h > w ? 0.1 : 0.09);
    const y = h * 0.12;
    const length = title.length * size * 1.12 + 16;
    return `<rect x="${x - 7}" y="${y - 6}" width="${size + 14}" height="${length + 6}" rx="3" fill="#fffaf0" opacity=".93"/>${[...title].map((c, i) => `<text x="${x + size / 2}" y="${y + size * 0.95 + i * size * 1.12}" text-anchor="middle" font-size="${size}" font-weight="700" fill="#2a2320" ${Serif}>${c}</text>`).join('')}${note ? `<rect x="${x + size / 2 - 10}" y="${y + length + 6}" width="20" height="20" rx="3" fill="${accent}"/><text x="${x + size / 2}" y="${y + length + 20.5}" font-size="12.5" text-anchor="middle" fill="#fff" ${Serif} font-weight="700">${note}</text>` : ''}`;
  },
  top: (w, h, accent, title, note) => {
    const lines = title.split('/');
    const size = Math.min(40, (w * 0.84) / Math.max(...lines.map(wide)));
    return `<defs><linearGradient id="shade" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#0b1018" stop-opacity=".6"/><stop offset="1" stop-color="#0b1018" stop-opacity="0"/></linearGradient></defs><rect width="${w}" height="${h * 0.36}" fill="url(#shade)"/>${lines.map((line, i) => say(w * 0.08, h * 0.1 + i * size * 1.2, size, '#fff', line, 'font-weight="800"')).join('')}<rect x="${w * 0.08}" y="${h * 0.1 + (lines.length - 1) * size * 1.2 + 12}" width="40" height="4" rx="2" fill="${accent}"/>${note ? say(w * 0.08, h * 0.1 + (lines.length - 1) * size * 1.2 + 34, 12.5, '#fff', note, 'opacity=".92"') : ''}`;
  },
};

/** A caption: `[kind, title, note]`, or nothing. */
export function caption(words, { width, height, accent }) {
  if (words === undefined) return '';
  const [kind, title, note] = words;
  const draw = Kinds[kind];
  if (draw === undefined) throw new Error(`no caption named ${kind}`);
  return draw(width, height, accent, title, note);
}
