import { darker, lighter } from './colour.mjs';

const Font = `font-family="'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"`;

const clock = (second) =>
  `${String(Math.floor(second / 60)).padStart(2, '0')}:${String(Math.floor(second % 60)).padStart(2, '0')}`;

/** Words that do not fit one line are broken at the space or comma nearest the middle. */
function broken(text, most) {
  const wide = [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? 1 : 0.52), 0);
  if (wide <= most) return [text];
  const middle = text.length / 2;
  let best = -1;
  for (const [i, c] of [...text].entries()) {
    if (' ，、'.includes(c) && (best < 0 || Math.abs(i - middle) < Math.abs(best - middle)))
      best = i;
  }
  return best < 0 ? [text] : [text.slice(0, best + 1), text.slice(best + 1)];
}

/** Title, running clock, subtitle and progress at `second`: they show where a seek has led. */
export function overlay({ video, cues, second, width, height }) {
  const accent = video.shot.colours[1];
  const tall = height > width;
  const cue = cues.find(({ start, end }) => second >= start - 0.1 && second < end + 0.35);
  const size = 17;
  const base = height - (tall ? 46 : 26);
  const lines = cue === undefined ? [] : broken(cue.text, (width * 0.86) / size);
  const subtitle = lines
    .map(
      (line, i) =>
        `<text x="${width / 2}" y="${base - (lines.length - 1 - i) * 23}" font-size="${size}" font-weight="700" text-anchor="middle" fill="#fff" stroke="#0c121b" stroke-width="4" stroke-linejoin="round" paint-order="stroke" ${Font}>${line}</text>`,
    )
    .join('');
  const number = cue === undefined ? '' : `${cues.indexOf(cue) + 1}/${cues.length}`;
  return `<rect x="14" y="14" width="${[...video.title].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? 15 : 8.8), 22)}" height="27" rx="3" fill="#fff" opacity=".94"/><rect x="14" y="14" width="4" height="27" rx="2" fill="${accent}"/><text x="26" y="33" font-size="15" font-weight="700" fill="#18202b" ${Font}>${video.title}</text>
  <rect x="${width - 66}" y="14" width="52" height="27" rx="3" fill="${darker(video.shot.colours[0], 0.6)}" opacity=".85"/><text x="${width - 40}" y="33" font-size="14.5" font-weight="600" text-anchor="middle" fill="#fff" ${Font}>${clock(second)}</text>
  <text x="${width - 40}" y="57" font-size="11" text-anchor="middle" fill="#fff" stroke="#0c121b" stroke-width="2.4" paint-order="stroke" ${Font}>${number}</text>${subtitle}
  <rect y="${height - 5}" width="${width}" height="5" fill="#000" opacity=".35"/><rect y="${height - 5}" width="${(width * second) / video.seconds}" height="5" fill="${lighter(accent, 0.3)}"/>`;
}
