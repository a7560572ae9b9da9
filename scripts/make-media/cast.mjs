/** The presenters. Each is a description that presenter.mjs can draw. */

const BLACK = '#231c1f';
const SOFT_BLACK = '#2e2426';
const BROWN = '#4b3026';
const CHESTNUT = '#6d412b';
const SAND = '#b98a55';
const COPPER = '#9c4f2e';
const SILVER = '#b4b1ae';

const woman = { lashes: true, jaw: 28, half: 124, browWeight: 1.8 };
const man = { jaw: 37, half: 150, browWeight: 4 };

export const CAST = {
  linMei: { ...woman, skin: '#f3cfb4', hair: 'bob', hairColour: BLACK, clothes: ['blazer', '#23577a', '#f4efe6'], lipColour: '#c24c58', turn: 2, eyes: 1.04, wide: 0.97 },
  zhaoWei: { ...man, skin: '#e8b992', hair: 'sidePart', hairColour: BLACK, clothes: ['suit', '#2b3550', '#f2f5f8', '#a83f4a'], turn: -2, nose: 1.1, browTilt: -0.4 },
  suYan: { ...woman, skin: '#f6d8c4', hair: 'hanfu', hairColour: BLACK, clothes: ['hanfu', '#a9c7bd', '#3d7a72', '#f7efe0'], lipColour: '#c43d4a', turn: -3, tilt: -2, hideEars: true, eyeTilt: 4, wide: 0.95, lips: 5.4 },
  chenHao: { ...man, skin: '#edc29d', hair: 'textured', hairColour: SOFT_BLACK, clothes: ['hoodie', '#e2a13f', '#fff6e4'], turn: 3, tilt: 2, jaw: 34, eyes: 1.05, wide: 1.02, browTilt: 0.6, grin: 0.3 },
  drWang: { ...woman, skin: '#f0c7a8', hair: 'lowBun', hairColour: BROWN, clothes: ['labcoat', '#f2f5f6', '#6fa7b5', '#33475a'], glasses: ['round', '#4b3a3a'], eyes: 0.98 },
  amara: { ...woman, skin: '#7a4a31', hair: 'afro', hairColour: '#221715', clothes: ['blazer', '#c9573f', '#f7e3cf'], earrings: '#e3b04b', lipColour: '#9c3540', hideEars: false, turn: 3, lips: 7.6, nose: 1.22, eyes: 1.06, grin: 0.3 },
  david: { ...man, skin: '#6a412c', hair: 'buzz', hairColour: '#1d1513', clothes: ['suit', '#3c4a46', '#f5efe4'], beard: 'full', turn: -3, nose: 1.3, lips: 7.4, wide: 1.03 },
  elena: { ...woman, skin: '#f4d2bb', hair: 'wavy', hairColour: CHESTNUT, clothes: ['blouse', '#7d9cc0'], iris: '#3e6b58', turn: -2, tilt: 2, eyes: 1.05, freckles: true, nose: 0.92 },
  marcus: { ...man, skin: '#f0c8ac', hair: 'quiff', hairColour: SAND, clothes: ['blazer', '#59616e', '#c6d8df'], iris: '#3f6790', beard: 'stubble', turn: 3, nose: 1.05, wide: 0.98, browTilt: -0.4, grin: 0.3 },
  priya: { ...woman, skin: '#b57a52', hair: 'long', hairColour: '#261a1a', clothes: ['dress', '#2f7a6b', '#e3b04b'], earrings: '#e3b04b', lipColour: '#b23c50', turn: 2, tilt: -2, eyes: 1.08, lips: 6.8, grin: 0.3 },
  arjun: { ...man, skin: '#a86f49', hair: 'crop', hairColour: '#1f1819', clothes: ['polo', '#3f6f9c', '#f0c04f'], beard: 'stubble', glasses: ['square', '#2a2a33'], turn: -2, nose: 1.18, browWeight: 4.8, wide: 1.02, grin: 0.3 },
  noor: { ...woman, skin: '#e0ae86', hair: 'hijab', hairColour: BLACK, scarf: '#8c6aa3', clothes: ['blouse', '#4d3f63'], hideEars: true, lipColour: '#b5485a', turn: 2, eyes: 1.08, nose: 1.05 },
  liuShi: { ...man, skin: '#e0ad83', hair: 'crop', hairColour: BLACK, clothes: ['vest', '#3b628c', '#f08a2c'], helmet: '#f2c230', turn: 2, wide: 1.04, eyes: 0.93, nose: 1.15 },
  chefHe: { ...man, skin: '#e9b88f', hair: 'crop', hairColour: SOFT_BLACK, clothes: ['apron', '#f3ede2', '#4b7f6a'], turn: -3, tilt: -2, jaw: 35, wide: 1.06, eyes: 0.95, nose: 1.1, browTilt: 0.8, grin: 0.3 },
  oldGu: { ...man, skin: '#e3b48e', hair: 'sidePart', hairColour: SILVER, browColour: '#8d8986', clothes: ['zhongshan', '#4d5a55'], glasses: ['round', '#6b5233'], turn: 2, aged: true, eyes: 0.92, nose: 1.15, browTilt: 0.8 },
  xiaoTang: { ...woman, skin: '#f7dac6', hair: 'fringe', hairColour: '#3a2622', clothes: ['crew', '#e58f8b', '#ffffff'], lipColour: '#d45866', tilt: 3, turn: 2, eyes: 1.1, nose: 0.86, wide: 1.02, grin: 0.3 },
  yiMing: { ...man, skin: '#f0c9a6', hair: 'curly', hairColour: '#34231f', clothes: ['turtleneck', '#5c6f63'], glasses: ['round', '#38302e'], jaw: 33, turn: -3, eyes: 1, wide: 0.95 },
  qinLan: { ...woman, skin: '#f2cbae', hair: 'highBun', hairColour: BLACK, clothes: ['cheongsam', '#9c2f45', '#e6bd6a'], earrings: '#f2ead8', lipColour: '#b92c40', turn: -2, eyeTilt: 4, nose: 0.92, lips: 6.4 },
  nurseLi: { ...woman, skin: '#efc5a4', hair: 'ponytail', hairColour: SOFT_BLACK, clothes: ['scrubs', '#5aa3a4'], turn: 2, wide: 1.01, eyes: 1.02 },
  rosa: { ...woman, skin: '#d39b72', hair: 'braid', hairColour: '#3a231c', clothes: ['turtleneck', '#d97f4f'], earrings: '#f0d9a6', lipColour: '#b8434e', turn: -3, tilt: 2, nose: 1.06, eyes: 1.04, lips: 6.8, grin: 0.3 },
  grace: { ...woman, skin: '#c98d64', hair: 'pixie', hairColour: COPPER, clothes: ['bow', '#efe6d8', '#3f7a78'], lipColour: '#b84452', turn: -2, freckles: true, lips: 6.8, wide: 1.02 },
  tomas: { ...man, skin: '#eec3a5', hair: 'bald', hairColour: '#6b5a4e', browColour: '#5a463a', clothes: ['turtleneck', '#35404f'], beard: 'full', bareForehead: true, turn: 2, wide: 1.03, nose: 1.1 },
  wenJing: { ...woman, skin: '#f3d0b6', hair: 'long', hairColour: '#3b2620', clothes: ['suit', '#454a5c', '#f1ede8'], lipColour: '#bf4a57', turn: -2, wide: 0.96, eyes: 0.98, eyeTilt: 3 },
  drOkoye: { ...man, skin: '#5a3626', hair: 'crop', hairColour: '#17110f', clothes: ['labcoat', '#f4f6f6', '#7fb0c9'], glasses: ['square', '#2b2320'], turn: 2, nose: 1.3, lips: 7.4 },
  helen: { ...woman, skin: '#f1cdb6', hair: 'bob', hairColour: SILVER, browColour: '#8a827d', clothes: ['blazer', '#6d4a6e', '#f3e8e4'], glasses: ['square', '#7a3f4a'], iris: '#50728a', turn: 2, aged: true, eyes: 0.98, browTilt: 0.6 },
  baiYu: { ...man, skin: '#efc7a4', hair: 'sidePart', hairColour: BLACK, clothes: ['hanfu', '#5a7fa6', '#27466b', '#f4ecdc'], turn: 2, jaw: 34, wide: 0.96, eyeTilt: 3, nose: 0.96 },
};
