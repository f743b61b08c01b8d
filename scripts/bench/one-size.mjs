// One measurement in a process of its own: a generated system of N states is stepped until the engine has compiled what is hot, then timed.
//   node scripts/bench/one-size.mjs STATES MILLISECONDS
// Prints JSON: milliseconds per tick by the clock and by the processor, milliseconds per tick by phase, peak memory in MiB.
import { PHASES, step } from '../../dist/model/tick.js';
import { generatedWorld } from './generated-world.mjs';

const [states, budget] = process.argv.slice(2).map(Number);
const sink = { event() {} };
const FEWEST_TICKS = 3;
/** Systems change as they age: every measurement begins at tick 0 of the same system, and none is older than this. */
const OLDEST = 100;

const processorTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Ticks the same system for this many milliseconds of the processor, from tick 0 again whenever it is old; `one` does a tick. Returns the number of ticks. */
function tickFor(milliseconds, one) {
  let world = generatedWorld(states);
  let spent = 0;
  let ticks = 0;
  while (ticks < FEWEST_TICKS || spent < milliseconds) {
    if (world.tick >= OLDEST) world = generatedWorld(states);
    const started = processorTime();
    one(world);
    spent += processorTime() - started;
    ticks += 1;
  }
  return ticks;
}

let clock = 0;
let processor = 0;
function timedStep(world) {
  const [atClock, atProcessor] = [performance.now(), processorTime()];
  step(world, sink);
  clock += performance.now() - atClock;
  processor += processorTime() - atProcessor;
}
tickFor(budget, timedStep); // until the engine has compiled what is hot
clock = processor = 0;
const ticks = tickFor(budget, timedStep);

const byPhase = Object.fromEntries(PHASES.map((phase) => [phase.name, 0]));
const phased = tickFor(budget / 2, (world) => {
  world.tick += 1;
  for (const phase of PHASES) {
    const started = performance.now();
    phase.run(world, sink);
    byPhase[phase.name] += performance.now() - started;
  }
});
for (const name of Object.keys(byPhase)) byPhase[name] /= phased;

const memory = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ states, ticks, tick: clock / ticks, processor: processor / ticks, byPhase, memory }));
