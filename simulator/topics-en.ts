import type { Vocabulary } from './topic.ts';

export const topicsEn: Vocabulary = {
  slots: { city: ['Singapore', 'Berlin'], n: ['1', '2', '3'] },
  openings: ['Hello and welcome.'],
  closings: ['Thanks for watching.'],
  topics: [
    {
      titles: ['{city} market update, episode {n}'],
      lines: ['Shares in {city} closed higher.', 'Here is what moved the market.'],
    },
  ],
};
