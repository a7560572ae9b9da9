import { describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { type LinkMaker, MediaPlaces } from './media-places.ts';

function setUp(hosts: string[] | null = null, origins: string[] = []) {
  const lines: string[] = [];
  const logger = createLogger('info', [], { write: (line) => lines.push(line) });
  const places = new MediaPlaces({ hosts, origins, logger });
  const allow = (url: string, maker: LinkMaker = 'metastudio') => places.allow(new URL(url), maker);
  const logged = () =>
    lines.map((line) => JSON.parse(line)).map(({ event, place }) => [event, place]);
  return { places, allow, logged };
}

const region = 'cn-north-4.myhuaweicloud.com';

describe('without MEDIA_HOSTS, a place', () => {
  it.each([
    [`https://films.obs.${region}/a/b.png?Signature=x`, `https://films.obs.${region}`],
    [`https://films.obs.${region}:443/a.png`, `https://films.obs.${region}`],
    [
      'https://films.obs.cn-east-3.myhuaweicloud.com/a',
      'https://films.obs.cn-east-3.myhuaweicloud.com',
    ],
    [`https://obs.${region}/films/a.png`, `https://obs.${region}/films/`],
  ])('is the bucket of MetaStudio’s own link %s', (url, source) => {
    const { places, allow, logged } = setUp();
    expect(places.sources()).toEqual([]);
    expect([allow(url), allow(url)]).toEqual([true, true]);
    expect(places.sources()).toEqual([source]);
    expect(logged()).toEqual([['media_bucket', source]]);
  });

  it.each([
    ['plain http', `http://films.obs.${region}/a`],
    ['another port', `https://films.obs.${region}:8443/a`],
    ['a user', `https://films@films.obs.${region}/a`],
    ['a password', `https://:secret@films.obs.${region}/a`],
    ['a service that is not the store', `https://films.cdn.${region}/a`],
    ['a region without MetaStudio', 'https://films.obs.eu-west-101.myhuaweicloud.com/a'],
    ['a name that only begins like it', `https://films.obs.${region}.evil.example/a`],
    ['a name that only ends like it', `https://films.evilobs.${region}/a`],
    ['a letter of another script', 'https://films.obs.cn-nоrth-4.myhuaweicloud.com/a'],
    ['a bucket with a dot', `https://a.films.obs.${region}/a`],
    ['a bucket of one letter', `https://f.obs.${region}/a`],
    ['the store without a bucket', `https://obs.${region}/`],
    ['a bucket that is the end of the path', `https://obs.${region}/films`],
    ['an escaped bucket', `https://obs.${region}/%66ilms/a`],
    ['a script', 'javascript:alert(1)'],
    ['data', 'data:image/svg+xml,x'],
    ['another company', 'https://films.example/a'],
  ])('is not learnt from %s', (_, url) => {
    const { places, allow } = setUp();
    expect(allow(url)).toBe(false);
    expect(places.sources()).toEqual([]);
  });

  it('is not learnt from what a person wrote into a script, but used for it once it is known', () => {
    const { places, allow } = setUp();
    const picture = `https://films.obs.${region}/a.png`;
    expect(allow(picture, 'person')).toBe(false);
    expect(places.sources()).toEqual([]);
    expect(allow(picture)).toBe(true);
    expect(allow(picture, 'person')).toBe(true);
  });

  it('is one bucket of a shared host, and no other one', () => {
    const { allow } = setUp();
    allow(`https://obs.${region}/films/a.png`);
    expect(allow(`https://obs.${region}/others/a.png`, 'person')).toBe(false);
    expect(allow(`https://obs.${region}/films-2/a.png`, 'person')).toBe(false);
  });

  it('is one of eight, however many are named', () => {
    const { places, allow } = setUp();
    for (let i = 0; i < 100; i++) allow(`https://bucket-${i}.obs.${region}/a`);
    expect(places.sources()).toHaveLength(8);
    expect(allow(`https://bucket-7.obs.${region}/b`)).toBe(true);
    expect(allow(`https://bucket-8.obs.${region}/b`)).toBe(false);
  });
});

describe('with MEDIA_HOSTS, a place', () => {
  it('is never learnt', () => {
    const { places, allow } = setUp(['media.example', '*.cdn.example']);
    expect(allow(`https://films.obs.${region}/a`)).toBe(false);
    expect([allow('https://media.example/a'), allow('https://a.b.cdn.example/a')]).toEqual([
      true,
      true,
    ]);
    expect(places.sources()).toEqual(['https://media.example', 'https://*.cdn.example']);
  });
});

it('names each blocked place once in the log, without path, query and user, and not for ever', () => {
  const { allow, logged } = setUp();
  const blocked = ['https://user:secret@evil.example/path?Signature=x', 'https://evil.example/y'];
  for (const url of [...blocked, 'javascript:secret()']) allow(url);
  expect(logged()).toEqual([
    ['media_blocked', 'https://evil.example'],
    ['media_blocked', 'javascript:'],
  ]);
  for (let i = 0; i < 100; i++) allow(`https://evil-${i}.example/`);
  expect(logged()).toHaveLength(50);
});

it('lets the files of a MetaStudio on this machine in, and nothing beside them', () => {
  const { places, allow } = setUp(null, ['http://127.0.0.1:9000']);
  expect(allow('http://127.0.0.1:9000/x')).toBe(true);
  expect(allow('http://user@127.0.0.1:9000/x')).toBe(false);
  expect(allow('http://127.0.0.1:9001/x')).toBe(false);
  expect(places.sources()).toEqual(['http://127.0.0.1:9000']);
});
