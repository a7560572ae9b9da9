/** The text with control characters replaced by spaces, cut to `max` UTF-16 code units. */
export function singleLine(text: string, max: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').slice(0, max);
}
