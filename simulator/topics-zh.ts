import type { Vocabulary } from './topic.ts';

export const topicsZh: Vocabulary = {
  slots: { city: ['深圳', '成都', '杭州'], n: ['1', '2', '3'] },
  openings: ['大家好，欢迎收看本期视频。'],
  closings: ['感谢观看，我们下期再见。'],
  topics: [
    {
      titles: ['{city}早间新闻 第{n}期'],
      lines: ['今天{city}多云转晴，请合理安排出行。', '地铁延误已经恢复。'],
    },
  ],
};
