/** A subject of videos: titles and sentences with `{slots}`, which have the same words throughout one video. */
export type Topic = { titles: readonly string[]; lines: readonly string[] };

/** The texts of all videos in one language; `slots` are the words that fill `{slots}`. */
export type Vocabulary = {
  topics: readonly Topic[];
  slots: Readonly<Record<string, readonly string[]>>;
  openings: readonly string[];
  closings: readonly string[];
};
