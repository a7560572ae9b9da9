/**
 * What every picture shows. A shot: who, the backdrop with its two colours, the words, and the framing
 * (`x` 0..1 across, `size` 1 = half-length). `frame` draws the crop of a photo avatar.
 */

const shot = (who, place, colours, words, more = {}) => ({
  who,
  place,
  colours,
  words,
  x: 0.5,
  size: 1,
  ...more,
});

export const landscapeShots = [
  shot(
    'linMei',
    'newsStudio',
    ['#1d4e6b', '#2fa6b5'],
    ['bar', '新品发布', '2026 春季发布会 · 直播回放'],
    { x: 0.66 },
  ),
  shot('zhaoWei', 'dataWall', ['#1f3350', '#3fa7c9'], ['bar', '季度财报解读', 'Q3 营收同比 +18%'], {
    x: 0.6,
  }),
  shot('suYan', 'inkHills', ['#7fa39a', '#c8523f'], ['vertical', '节气故事', '春'], {
    x: 0.6,
    size: 0.94,
    down: 0.07,
  }),
  shot(
    'liuShi',
    'factory',
    ['#75838c', '#e08a3a'],
    ['bar', '安全培训 03', '进入车间前的五项检查'],
    { x: 0.52 },
  ),
  shot(
    'marcus',
    'officeWindow',
    ['#8b6f5a', '#6fa3c7'],
    ['bar', 'Welcome aboard', 'Your first week, day by day'],
    { x: 0.64, gesture: 'palm' },
  ),
  shot('amara', 'stage', ['#41254f', '#e0784f'], ['card', 'Market/update', 'Week 47'], {
    x: 0.72,
    down: 0.05,
  }),
  shot(
    'drWang',
    'hospital',
    ['#b9d3d6', '#4f9fa8'],
    ['ribbon', '健康科普：睡眠与免疫', '市第一医院'],
    { x: 0.42 },
  ),
  shot('chenHao', 'abstract', ['#2b7a86', '#f2b45a'], ['card', '三分钟/学剪辑', '第 12 课'], {
    x: 0.73,
  }),
  shot('priya', 'shelf', ['#d9c7b2', '#2f7a6b'], ['pill', '限时优惠 今晚八点'], {
    x: 0.5,
    prop: 'goods',
  }),
  shot('oldGu', 'museum', ['#5c4a44', '#4f8578'], ['vertical', '馆藏讲解', '壹'], { x: 0.55 }),
  shot(
    'wenJing',
    'bankHall',
    ['#c9bda6', '#9c3b3b'],
    ['ribbon', '个人养老金开户指引', '客户服务中心'],
    { x: 0.5, size: 0.92, down: 0.01 },
  ),
  shot(
    'elena',
    'library',
    ['#6b4a35', '#5c7d78'],
    ['bar', 'Reading list', 'Five books for product teams'],
    { x: 0.68, size: 1.16, down: 0.04 },
  ),
  shot('chefHe', 'kitchen', ['#e6d3b8', '#4f8a80'], ['bar', '十分钟早餐', '番茄鸡蛋三明治'], {
    x: 0.58,
  }),
  shot('david', 'nightCity', ['#1e2447', '#5b7fd6'], ['card', 'Evening/briefing', 'Global desk'], {
    x: 0.72,
  }),
  shot('xiaoTang', 'classroom', ['#e3d2b4', '#3d6b5a'], ['bar', '初二物理：浮力', '知识点串讲'], {
    x: 0.5,
    gesture: 'palm',
  }),
  shot('arjun', 'lounge', ['#d8cdbd', '#5f8a8b'], undefined, { x: 0.52, prop: 'laptop' }),
  shot('qinLan', 'stage', ['#5a1f2c', '#d99a4a'], ['pill', '新春贺词'], { x: 0.5, down: 0.05 }),
  shot(
    'noor',
    'officeWindow',
    ['#5d5a78', '#9fa8d6'],
    ['bar', 'Compliance 101', 'Gifts and hospitality'],
    { x: 0.62 },
  ),
  shot('yiMing', 'park', ['#6ca46b', '#7fc0dc'], undefined, { x: 0.47, prop: 'leaves' }),
  shot('nurseLi', 'hospital', ['#cfd9e6', '#6f8fc4'], ['bar', '入院须知', '请携带身份证与医保卡'], {
    x: 0.6,
  }),
  shot('helen', 'library', ['#7a5448', '#a8646a'], undefined, { x: 0.46, prop: 'mic', size: 1.08 }),
  shot('rosa', 'coast', ['#3f6f96', '#f0a070'], ['card', 'Travel/notes', 'Episode 4'], {
    x: 0.72,
    size: 1.12,
    down: 0.03,
  }),
  shot(
    'tomas',
    'dataWall',
    ['#2c2f45', '#8f7fe0'],
    ['ribbon', 'Release notes 9.2', 'What is new'],
    { x: 0.52, size: 0.94 },
  ),
  shot('baiYu', 'park', ['#5f9a7f', '#a9cfe0'], ['vertical', '诗词鉴赏', '诵'], { x: 0.6 }),
  shot('grace', 'abstract', ['#c46f5e', '#f2c9a0'], ['card', 'Customer/stories', 'Logistics'], {
    x: 0.72,
  }),
  shot('drOkoye', 'abstract', ['#4f8fa0', '#9fd6cf'], undefined, { size: 1.36, frame: true }),
  shot('linMei', 'abstract', ['#b58aa0', '#f0d0c6'], undefined, {
    size: 1.36,
    frame: true,
    wear: ['turtleneck', '#7d4a63'],
  }),
  shot('zhaoWei', 'newsStudio', ['#3b2f5c', '#b06ad0'], ['ribbon', '今日要闻', '07:30'], {
    x: 0.34,
    wear: ['suit', '#3a3340', '#eee8f2', '#6f4fa0'],
  }),
];

export const portraitShots = [
  shot('xiaoTang', 'shelf', ['#f0d8cf', '#d9707a'], ['top', '好物推荐', '本周上新 12 款'], {
    size: 0.94,
    prop: 'goods',
    down: 0.02,
  }),
  shot('marcus', 'nightCity', ['#232a55', '#d66fa0'], ['top', 'City guide', 'After dark'], {
    size: 1.06,
    down: 0.04,
  }),
  shot('suYan', 'inkHills', ['#9a8fa8', '#d97a6a'], ['vertical', '古韵新声', '曲'], {
    x: 0.56,
    wear: ['hanfu', '#d9b8c4', '#8c4a63', '#fbf3ea'],
  }),
  shot('chenHao', 'park', ['#78ad62', '#8fd0e8'], ['bar', '周末去哪儿', '城市骑行路线'], {
    size: 0.82,
    gesture: 'palm',
    x: 0.38,
    down: 0.03,
  }),
  shot('drWang', 'hospital', ['#c3dcd6', '#3f9a86'], ['bar', '流感季防护', '三分钟看懂'], {
    size: 0.95,
  }),
  shot('amara', 'lounge', ['#e6c9a8', '#c2693f'], ['bar', 'Ask me anything', 'Careers edition'], {
    prop: 'mic',
    size: 0.94,
    x: 0.47,
    wear: ['dress', '#3f6a5e', '#e3b04b'],
  }),
  shot('zhaoWei', 'newsStudio', ['#173f5c', '#3fb0d0'], ['ribbon', '早间快讯', '07:00'], {
    size: 0.9,
  }),
  shot('priya', 'abstract', ['#5f4a8c', '#e09ab0'], undefined, { size: 1.24, frame: true }),
  shot('yiMing', 'library', ['#5a4336', '#8a7a55'], ['top', '一分钟/读书', '第 38 期'], {
    down: 0.08,
    size: 1.08,
  }),
  shot('liuShi', 'factory', ['#8a949a', '#3f8fb0'], ['bar', '班前三问', '安全第一'], { size: 0.9 }),
];

export const backgroundShots = [
  { file: 'studio', place: 'newsStudio', colours: ['#1d4e6b', '#2fa6b5'], width: 640, height: 360 },
  {
    file: 'office',
    place: 'officeWindow',
    colours: ['#8b6f5a', '#6fa3c7'],
    width: 640,
    height: 360,
  },
  {
    file: 'classroom',
    place: 'classroom',
    colours: ['#e3d2b4', '#3d6b5a'],
    width: 640,
    height: 360,
  },
  { file: 'gallery', place: 'museum', colours: ['#5c4a44', '#4f8578'], width: 640, height: 360 },
  {
    file: 'night-portrait',
    place: 'nightCity',
    colours: ['#232a55', '#d66fa0'],
    width: 360,
    height: 640,
  },
  {
    file: 'park-portrait',
    place: 'park',
    colours: ['#78ad62', '#8fd0e8'],
    width: 360,
    height: 640,
  },
];

export const humanShots = [
  shot('elena', 'abstract', ['#8fa3ad', '#d9cfc2'], undefined, { size: 0.95 }),
  shot('arjun', 'officeWindow', ['#7a7f8a', '#9fb8c9'], undefined, { size: 0.95 }),
  shot('wenJing', 'abstract', ['#a58f86', '#e0cfc0'], undefined, { size: 0.95 }),
];
