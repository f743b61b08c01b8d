// A world that ticks on request. Started by against.mjs, which hands the same requests to two revisions in turn.
//   ENTENTE_BENCH_ROOT=FOLDER node scripts/bench/ticking.mjs WORLD      WORLD is a number of generated states, or a scenario file
// A message { ticks } is answered by { processor, memory }, the milliseconds of the processor that these ticks took and the peak memory in MiB;
// { restart } begins at tick 0 again.
import { processorTime, step, worldOf, youngOf } from './world.mjs';

const [name] = process.argv.slice(2);
const sink = { event() {} };
let world = worldOf(name);

process.on('message', ({ ticks = 0, restart = false }) => {
  let processor = 0;
  if (restart) world = worldOf(name);
  for (let t = 0; t < ticks; t++) {
    world = youngOf(world, name);
    const started = processorTime();
    step(world, sink);
    processor += processorTime() - started;
  }
  process.send({ processor, memory: process.resourceUsage().maxRSS / 1024 });
});
process.send({});
