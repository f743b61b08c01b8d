// One measurement in a process of its own: a generated system of N states is stepped until the engine has compiled what is hot, then timed.
//   node scripts/bench/one-size.mjs STATES MILLISECONDS
// Prints JSON: milliseconds a tick, milliseconds a tick by phase, peak memory in MiB.
import { PHASES, step } from '../../dist/model/tick.js';
import { generatedWorld } from './generated-world.mjs';

const [states, budget] = process.argv.slice(2).map(Number);
const sink = { event() {} };
const FEWEST_TICKS = 3;

/** Calls `one` until the time is over; the number of calls. */
function during(milliseconds, one) {
  const started = performance.now();
  let calls = 0;
  while (calls < FEWEST_TICKS || performance.now() - started < milliseconds) {
    one();
    calls += 1;
  }
  return calls;
}

// Systems change as they age: every measurement begins at tick 0 of the same system, and none is older than this.
const OLDEST = 100;
let world;
function fresh() {
  if (world === undefined || world.tick >= OLDEST) world = generatedWorld(states);
}

let spent = 0;
const timed = () => {
  fresh();
  const started = performance.now();
  step(world, sink);
  spent += performance.now() - started;
};
during(budget / 2, timed);
world = undefined;
spent = 0;
const ticks = during(budget, timed);
const tick = spent / ticks;

const byPhase = Object.fromEntries(PHASES.map((phase) => [phase.name, 0]));
world = undefined;
const phased = during(budget / 2, () => {
  fresh();
  world.tick += 1;
  for (const phase of PHASES) {
    const started = performance.now();
    phase.run(world, sink);
    byPhase[phase.name] += performance.now() - started;
  }
});
for (const name of Object.keys(byPhase)) byPhase[name] /= phased;

process.stdout.write(JSON.stringify({ states, ticks, tick, byPhase, memory: process.resourceUsage().maxRSS / 1024 }));
