import { mix } from '../lib/random.ts';
import { topicsEn } from './topics-en.ts';
import { topicsZh } from './topics-zh.ts';
import type { Topic, Vocabulary } from './vocabulary.ts';

const vocabularies = { zh: topicsZh, en: topicsEn };

export function vocabularyOf(language: 'zh' | 'en'): Vocabulary {
  return vocabularies[language];
}

export function topicOf(seed: number, language: 'zh' | 'en'): Topic {
  return choice(vocabularies[language].topics, mix(seed, 'topic'));
}

/** The title of a video, decided by its seed. */
export function titleOf(seed: number, language: 'zh' | 'en'): string {
  return fill(choice(topicOf(seed, language).titles, mix(seed, 'title')), seed, language);
}

/** Fills the slots of a sentence. A slot has the same word in all sentences of one video. */
export function fill(text: string, seed: number, language: 'zh' | 'en'): string {
  const { slots } = vocabularies[language];
  return text.replace(/\{(\w+)\}/g, (_, slot: string) => {
    const words = slots[slot];
    if (words === undefined) throw new RangeError(`no words for the slot ${slot}`);
    return choice(words, mix(seed, slot));
  });
}

/** The entry of a list that a number selects. @throws RangeError when the list is empty. */
function choice<T>(list: readonly T[], number: number): T {
  const entry = list[number % list.length];
  if (entry === undefined) throw new RangeError('nothing to choose from');
  return entry;
}
