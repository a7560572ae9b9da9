import type english from './locales/en.json';
import type chinese from './locales/zh-CN.json';

/** A language's words by key. Plural forms end in `_one` and `_other`, as `Intl.PluralRules` names them. */
export type Words = typeof english | typeof chinese;

type Singular<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K;

type KeysOf<T> = {
  [K in keyof T & string]: T[K] extends string ? Singular<K> : `${K}.${KeysOf<T[K]>}`;
}[keyof T & string];

/** Path of a word in the locale files. A key without words does not compile. */
type WordKey = KeysOf<typeof english>;

/** Says a word with its placeholders filled in: `{{name}}` by `values.name`. `values.count` chooses the plural form. */
export type Translate = (key: WordKey, values?: Record<string, string | number>) => string;

/** The translator of a language (docs/decisions/0021-own-translator.md). */
export function translator(language: string, words: Words): Translate {
  const texts = new Map(textsOf(words));
  const rules = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const { count } = values;
    const plural =
      typeof count === 'number' ? texts.get(`${key}_${rules.select(count)}`) : undefined;
    const text = plural ?? texts.get(key) ?? key;
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
  };
}

function textsOf(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value]] : textsOf(value, `${path}${key}.`),
  );
}
