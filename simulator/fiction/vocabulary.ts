/** What a video can be about: titles and sentences with `{slots}` that are filled alike in one video. */
export type Topic = { titles: readonly string[]; lines: readonly string[] };

/** All that the videos of one language are made of; `slots` are the words that fill `{slots}`. */
export type Vocabulary = {
  topics: readonly Topic[];
  slots: Readonly<Record<string, readonly string[]>>;
  openings: readonly string[];
  closings: readonly string[];
};
