const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The text with control characters replaced by spaces, cut to `max` UTF-16 code units like {@link cutText}. */
export function singleLine(text: string, max: number): string {
  return cutText(text.replace(/\p{Cc}+/gu, ' '), max);
}

/**
 * The longest beginning of at most `max` UTF-16 code units that ends between two characters as people see them: half an
 * emoji would be shown as a box, and half a family as another one.
 */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = 0;
  // What comes behind the limit cannot be part of the result, but shows where its last character ends.
  for (const { index, segment } of characters.segment(text.slice(0, max + 100))) {
    if (index + segment.length > max) break;
    end = index + segment.length;
  }
  // Of one endless character, such as a letter under hundreds of accents, the first code points are kept.
  return end > 0 ? text.slice(0, end) : codePoints(text, max);
}

function codePoints(text: string, max: number): string {
  const splitsPair = /^[\ud800-\udbff]$/.test(text.charAt(max - 1));
  return text.slice(0, splitsPair ? max - 1 : max);
}
