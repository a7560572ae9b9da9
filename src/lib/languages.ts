/** The languages that Dailies speaks. */
export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** The first of the browser's languages that Dailies has; any Chinese counts as zh-CN. English when it has none. */
export function preferredLanguage(wanted: readonly string[]): Language {
  const first = wanted.map((tag) => tag.toLowerCase()).find((tag) => /^(zh|en)\b/.test(tag));
  return first?.startsWith('zh') ? 'zh-CN' : 'en';
}
