import type { JobRecord, SceneSpec } from '../jobs/record.ts';
import type { Random } from '../lib/random.ts';
import { fill, topicOf, vocabularyOf } from './topic.ts';

/** What the scenes of a job say: the scenes of its record, or else believable text about its topic. */
export function spokenScenes(record: JobRecord, random: Random): readonly SceneSpec[] {
  if (typeof record.scenes === 'object' && record.scenes !== null) return record.scenes;
  const count = record.scenes ?? sceneCount(record, random);
  const sentences = believableSentences(record, random, count);
  const isMarkedUp = record.type === '2d' && random.chance(0.35);
  const isRecorded = record.type === '2d' && record.scenes === null && random.chance(0.07);
  return sentences.map((text, i) => {
    if (isRecorded && i % 2 === 1) return { audioSeconds: random.int(60, 900) / 10 };
    return isMarkedUp ? markedUp(text, i, record.language) : text;
  });
}

function sceneCount(record: JobRecord, random: Random): number {
  // A photo job has one scene; most scripts are short, a few are long.
  if (record.type === 'photo') return 1;
  return random.chance(0.12) ? random.int(7, 12) : random.int(1, 6);
}

/** The text of each scene: a greeting in the first, a farewell in the last, and few repetitions. */
function believableSentences(record: JobRecord, random: Random, count: number): string[] {
  const { seed, language } = record;
  const { openings, closings } = vocabularyOf(language);
  const lines = shuffled(topicOf(seed, language).lines, random);
  const perScene = count === 1 ? lines.length - 1 : random.int(1, 3);
  const gap = language === 'zh' ? '' : ' ';
  return Array.from({ length: count }, (_, i) => {
    const own = Array.from(
      { length: perScene },
      (_, k) => lines[(i * perScene + k) % lines.length],
    );
    const first = i === 0 ? [random.pick(openings)] : [];
    const last = i === count - 1 ? [random.pick(closings)] : [];
    return [...first, ...own, ...last].map((line) => fill(line ?? '', seed, language)).join(gap);
  });
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((entry) => ({ entry, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry);
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The text as SSML (docs/metastudio.md#ssml), with another element in each scene. */
function markedUp(text: string, scene: number, language: 'zh' | 'en'): string {
  const [first = '', ...rest] = escaped(text).split(
    language === 'zh' ? /(?<=[。！？])/ : /(?<=[.!?]) /,
  );
  const gap = language === 'zh' ? '' : ' ';
  const tail = rest.join(gap);
  const variants = [
    `${first}<break time="600ms"/>${gap}${tail}`,
    `<emotion type="HAPPY">${first}</emotion>${gap}${tail}`,
    `<insert-action name="${language === 'zh' ? '挥手' : 'wave'}" tag="wave_hand_2"/>${first}<break strength="strong"/>${gap}${tail}`,
    `<prosody rate="slow">${first}</prosody>${gap}${tail}`,
    language === 'zh'
      ? `${first}${tail}请把材料<phoneme ph="chong2">重</phoneme>新核对一遍。`
      : `${first} ${tail} Call <say-as interpret-as="telephone">400-820-8820</say-as>.`,
    language === 'zh'
      ? `${first}热线电话<say-as interpret-as="digits">95598</say-as>。${tail}`
      : `${first} The <sub alias="World Wide Web Consortium">W3C</sub> agrees. ${tail}`,
  ];
  return `<speak>${variants[scene % variants.length] ?? text}</speak>`;
}
