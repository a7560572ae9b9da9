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
  linMei: { ...woman, skin: '#f3cfb4', hair: 'bob', hairColour: BLACK, clothes: ['blazer', '#23577a', '#f4efe6'], lipColour: '#c24c58', turn: 2 },
  zhaoWei: { ...man, skin: '#e8b992', hair: 'sidePart', hairColour: BLACK, clothes: ['suit', '#2b3550', '#f2f5f8', '#a83f4a'], turn: -2 },
  suYan: { ...woman, skin: '#f6d8c4', hair: 'hanfu', hairColour: BLACK, clothes: ['hanfu', '#a9c7bd', '#3d7a72', '#f7efe0'], lipColour: '#c43d4a', turn: -3, tilt: -2, hideEars: true },
  chenHao: { ...man, skin: '#edc29d', hair: 'textured', hairColour: SOFT_BLACK, clothes: ['hoodie', '#e2a13f', '#fff6e4'], turn: 3, tilt: 2, jaw: 34 },
  drWang: { ...woman, skin: '#f0c7a8', hair: 'lowBun', hairColour: BROWN, clothes: ['labcoat', '#f2f5f6', '#6fa7b5', '#33475a'], glasses: ['round', '#4b3a3a'] },
  amara: { ...woman, skin: '#7a4a31', hair: 'afro', hairColour: '#221715', clothes: ['blazer', '#c9573f', '#f7e3cf'], earrings: '#e3b04b', lipColour: '#9c3540', hideEars: false, turn: 3 },
  david: { ...man, skin: '#6a412c', hair: 'buzz', hairColour: '#1d1513', clothes: ['suit', '#3c4a46', '#f5efe4'], beard: 'full', turn: -3 },
  elena: { ...woman, skin: '#f4d2bb', hair: 'wavy', hairColour: CHESTNUT, clothes: ['blouse', '#7d9cc0'], iris: '#3e6b58', turn: -2, tilt: 2 },
  marcus: { ...man, skin: '#f0c8ac', hair: 'quiff', hairColour: SAND, clothes: ['blazer', '#59616e', '#c6d8df'], iris: '#3f6790', beard: 'stubble', turn: 3 },
  priya: { ...woman, skin: '#b57a52', hair: 'long', hairColour: '#261a1a', clothes: ['dress', '#2f7a6b', '#e3b04b'], earrings: '#e3b04b', lipColour: '#b23c50', turn: 2, tilt: -2 },
  arjun: { ...man, skin: '#a86f49', hair: 'crop', hairColour: '#1f1819', clothes: ['polo', '#3f6f9c', '#f0c04f'], beard: 'stubble', glasses: ['square', '#2a2a33'], turn: -2 },
  noor: { ...woman, skin: '#e0ae86', hair: 'hijab', hairColour: BLACK, scarf: '#8c6aa3', clothes: ['blouse', '#4d3f63'], hideEars: true, lipColour: '#b5485a', turn: 2 },
  liuShi: { ...man, skin: '#e0ad83', hair: 'crop', hairColour: BLACK, clothes: ['vest', '#3b628c', '#f08a2c'], helmet: '#f2c230', turn: 2 },
  chefHe: { ...man, skin: '#e9b88f', hair: 'crop', hairColour: SOFT_BLACK, clothes: ['apron', '#f3ede2', '#4b7f6a'], turn: -3, tilt: -2, jaw: 35 },
  oldGu: { ...man, skin: '#e3b48e', hair: 'sidePart', hairColour: SILVER, browColour: '#8d8986', clothes: ['zhongshan', '#4d5a55'], glasses: ['round', '#6b5233'], turn: 2 },
  xiaoTang: { ...woman, skin: '#f7dac6', hair: 'fringe', hairColour: '#3a2622', clothes: ['crew', '#e58f8b', '#ffffff'], lipColour: '#d45866', tilt: 3, turn: 2 },
  yiMing: { ...man, skin: '#f0c9a6', hair: 'curly', hairColour: '#34231f', clothes: ['turtleneck', '#5c6f63'], glasses: ['round', '#38302e'], jaw: 33, turn: -3 },
  qinLan: { ...woman, skin: '#f2cbae', hair: 'highBun', hairColour: BLACK, clothes: ['cheongsam', '#9c2f45', '#e6bd6a'], earrings: '#f2ead8', lipColour: '#b92c40', turn: -2 },
  nurseLi: { ...woman, skin: '#efc5a4', hair: 'ponytail', hairColour: SOFT_BLACK, clothes: ['scrubs', '#5aa3a4'], turn: 2 },
  rosa: { ...woman, skin: '#d39b72', hair: 'braid', hairColour: '#3a231c', clothes: ['turtleneck', '#d97f4f'], earrings: '#f0d9a6', lipColour: '#b8434e', turn: -3, tilt: 2 },
  grace: { ...woman, skin: '#c98d64', hair: 'pixie', hairColour: COPPER, clothes: ['bow', '#efe6d8', '#3f7a78'], lipColour: '#b84452', turn: -2 },
  tomas: { ...man, skin: '#eec3a5', hair: 'bald', hairColour: '#6b5a4e', browColour: '#5a463a', clothes: ['turtleneck', '#35404f'], beard: 'full', bareForehead: true, turn: 2 },
  wenJing: { ...woman, skin: '#f3d0b6', hair: 'long', hairColour: '#3b2620', clothes: ['suit', '#454a5c', '#f1ede8'], lipColour: '#bf4a57', turn: -2 },
  drOkoye: { ...man, skin: '#5a3626', hair: 'crop', hairColour: '#17110f', clothes: ['labcoat', '#f4f6f6', '#7fb0c9'], glasses: ['square', '#2b2320'], turn: 2 },
  helen: { ...woman, skin: '#f1cdb6', hair: 'bob', hairColour: SILVER, browColour: '#8a827d', clothes: ['blazer', '#6d4a6e', '#f3e8e4'], glasses: ['square', '#7a3f4a'], iris: '#50728a', turn: 2 },
  baiYu: { ...man, skin: '#efc7a4', hair: 'sidePart', hairColour: BLACK, clothes: ['hanfu', '#5a7fa6', '#27466b', '#f4ecdc'], turn: 2, jaw: 34 },
};
