// A simulated tenant in a process of its own, without rate limits: node world.mjs '{"jobs": 1000}'. By messages it renames
// its newest jobs, and it sends the time of each reply to a list call.
import { subscribe } from 'node:diagnostics_channel';
import { part } from './source.mjs';

const { startSimulator } = await part('simulator');
const simulator = await startSimulator({ jobs: 0 });
const spec = JSON.parse(process.argv[2]);
const world = simulator.createWorld({ ...spec, switches: { rateLimits: 'none' } });
const { projectId, ak, sk } = world;

let renamed = 0;
let timer = null;
/** Renames one of the newest jobs every so many milliseconds; 0 stops that. */
function renameEvery(ms) {
  clearInterval(timer);
  if (ms === 0) return;
  const ids = world.jobIds().slice(-20);
  timer = setInterval(() => {
    renamed++;
    world.editJob(ids[renamed % ids.length], { name: `Renamed ${renamed}` });
  }, ms);
}

subscribe('http.server.response.finish', ({ request }) => {
  if (request.url.includes('/digital-human-videos?')) process.send({ repliedAt: Date.now() });
});
process.on('message', ({ renameEveryMs }) => renameEvery(renameEveryMs));
process.on('disconnect', () => process.exit());
process.send({ url: simulator.url, projectId, ak, sk });
