/** What the videos show and say. `text` is the subtitle, `say` (when it differs) what is spoken. */

const CHINESE = { name: 'cmn', speed: 215, pitch: 52 };
const CHINESE_LOW = { name: 'cmn', speed: 215, pitch: 34 };
const ENGLISH = { name: 'en-us', speed: 160, pitch: 40 };
const ENGLISH_HIGH = { name: 'en-us+f3', speed: 160, pitch: 55 };

export const VIDEOS = [
  {
    file: 'landscape-h264.mp4', width: 640, height: 360, seconds: 33, voice: CHINESE, title: '新品发布',
    shot: { who: 'linMei', place: 'newsStudio', colours: ['#1d4e6b', '#2fa6b5'], x: 0.62, size: 1 },
    lines: [
      { text: '大家好，欢迎来到春季新品发布会。' }, { text: '今天我们带来三款全新的产品。' }, { text: '第一款，更轻、更薄，续航更长。' },
      { text: '第二款，专为课堂和会议设计。' }, { text: '第三款，让每个人都能轻松创作。' }, { text: '所有产品下周一正式开售。' }, { text: '感谢收看，我们现场见。' },
    ],
  },
  {
    file: 'landscape2-h264.mp4', width: 640, height: 360, seconds: 33, voice: ENGLISH, title: 'Welcome aboard',
    shot: { who: 'marcus', place: 'officeWindow', colours: ['#8b6f5a', '#6fa3c7'], x: 0.62, size: 1 },
    lines: [
      { text: 'Hello, and welcome to the team.' }, { text: 'This short film walks you through your first week.' }, { text: 'On Monday you meet your buddy and set up your laptop.' },
      { text: 'On Wednesday you join your first planning session.' }, { text: 'By Friday you will ship something small.' }, { text: 'Ask questions early, and ask them often.' }, { text: 'We are glad you are here.' },
    ],
  },
  {
    file: 'portrait-h264.mp4', width: 360, height: 640, seconds: 33, voice: CHINESE, title: '好物推荐',
    shot: { who: 'xiaoTang', place: 'shelf', colours: ['#f0d8cf', '#d9707a'], x: 0.5, size: 1 },
    lines: [
      { text: '朋友们晚上好，欢迎来到直播间。' }, { text: '今天给大家挑了十二款好物。' }, { text: '第一件是这款保温杯，' }, { text: '早上装的热水，晚上还是烫的。' },
      { text: '第二件是护眼台灯，孩子写作业正合适。' }, { text: '喜欢的朋友点一点关注。' }, { text: '我们明天同一时间再见。' },
    ],
  },
  {
    file: 'landscape-vp8.webm', width: 640, height: 360, seconds: 33, voice: CHINESE_LOW, title: '季度财报解读',
    shot: { who: 'zhaoWei', place: 'dataWall', colours: ['#1f3350', '#3fa7c9'], x: 0.58, size: 1 },
    lines: [
      { text: '各位投资者，大家好。' }, { text: '本季度营收同比增长百分之十八。' }, { text: '云服务业务首次超过总收入的一半。' }, { text: '研发投入继续保持稳定。' },
      { text: '毛利率比去年同期提高两个百分点。' }, { text: '下一季度我们将扩大海外市场。' }, { text: '感谢大家的信任与支持。' },
    ],
  },
  {
    file: 'portrait-vp8.webm', width: 360, height: 640, seconds: 33, voice: ENGLISH_HIGH, title: 'Ask me anything',
    shot: { who: 'amara', place: 'lounge', colours: ['#e6c9a8', '#c2693f'], x: 0.5, size: 1, wear: ['dress', '#3f6a5e', '#e3b04b'] },
    lines: [
      { text: 'Hi everyone, and thanks for your questions.' }, { text: 'The first one is about changing careers.' }, { text: 'Start with one small project you care about.' }, { text: 'Show it to people, and listen.' },
      { text: 'The second is about asking for a raise.' }, { text: 'Bring numbers, and be kind.' }, { text: 'See you next Thursday.' },
    ],
  },
];
