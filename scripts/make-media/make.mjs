/**
 * Draws the simulator's media: cover pictures, backgrounds, portraits and videos, and the manifest
 * that lists them with their measured sizes. Usage: `node scripts/make-media/make.mjs [pictures|videos|manifest]`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.mjs';
import { writeManifest } from './manifest.mjs';
import { emptyScene, still } from './picture.mjs';
import { backgroundShots, humanShots, landscapeShots, portraitShots } from './shots.mjs';
import { makeVideos } from './videos.mjs';

const Out = join(dirname(fileURLToPath(import.meta.url)), '../../simulator/media');
const CoverLimit = 14_000;

async function makePictures(browser) {
  const covers = [
    ...landscapeShots.map((shot) => [shot, 480, 270]),
    ...portraitShots.map((shot) => [shot, 270, 480]),
  ];
  for (const [index, [shot, width, height]] of covers.entries()) {
    const name = `covers/${String(index + 1).padStart(2, '0')}.jpg`;
    await writeFile(
      join(Out, name),
      await browser.jpeg(still(shot, width, height), width, height, CoverLimit),
    );
  }
  for (const scene of backgroundShots) {
    await writeFile(
      join(Out, `backgrounds/${scene.file}.jpg`),
      await browser.jpeg(emptyScene(scene), scene.width, scene.height, 20_000),
    );
  }
  for (const [index, shot] of humanShots.entries()) {
    await writeFile(
      join(Out, `humans/0${index + 1}.jpg`),
      await browser.jpeg(still(shot, 256, 320), 256, 320, CoverLimit),
    );
  }
}

const only = process.argv[2];
for (const folder of ['covers', 'backgrounds', 'humans', 'videos'])
  await mkdir(join(Out, folder), { recursive: true });
const browser = await openBrowser();
try {
  if (only === undefined || only === 'pictures') await makePictures(browser);
  if (only === undefined || only === 'videos') await makeVideos(browser, Out, process.argv[3]);
} finally {
  await browser.close();
}
await writeManifest(Out);
