// One measurement in a process of its own: a generated system of N states is stepped until the engine has compiled what is hot, then timed.
//   node scripts/bench/one-size.mjs STATES MILLISECONDS
//   node --min-semi-space-size=256 --max-semi-space-size=256 scripts/bench/one-size.mjs STATES MILLISECONDS allocated
// Prints JSON: milliseconds per tick by the clock and by the processor, by phase by the processor, options per tick and nanoseconds of the processor that
// the phase alignment takes for each, peak memory in MiB; or the KiB that are allocated per tick, for which the garbage collector must hardly run.
import { PHASES, processorTime, step, worldOf, youngOf } from './world.mjs';

const [states, budget] = process.argv.slice(2, 4).map(Number);
const sink = { event() {} };
const FEWEST_TICKS = 3;

/** Ticks the same system for this many milliseconds of the processor, from tick 0 again whenever it is old; `one` does a tick. Returns the number of ticks. */
function tickFor(milliseconds, one) {
  let world = worldOf(states);
  let spent = 0;
  let ticks = 0;
  while (ticks < FEWEST_TICKS || spent < milliseconds) {
    world = youngOf(world, states);
    const started = processorTime();
    one(world);
    spent += processorTime() - started;
    ticks += 1;
  }
  return ticks;
}

function measureTime() {
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
      const started = processorTime();
      phase.run(world, sink);
      byPhase[phase.name] += processorTime() - started;
    }
  });
  for (const name of Object.keys(byPhase)) byPhase[name] /= phased;
  const memory = process.resourceUsage().maxRSS / 1024;

  // the same ticks again, with every option handed over
  let options = 0;
  const counting = { event() {}, options: (rows) => (options += rows.length) };
  let world = worldOf(states);
  for (let t = 0; t < phased; t++) {
    world = youngOf(world, states);
    step(world, counting);
  }
  options /= phased;
  const option = (1e6 * byPhase.alignment) / options;
  return { states, ticks, tick: clock / ticks, processor: processor / ticks, byPhase, options, option, memory };
}

function measureAllocated() {
  tickFor(budget, (world) => step(world, sink));
  let bytes = 0;
  let counted = 0;
  const inUse = () => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  tickFor(budget, (world) => {
    const before = inUse();
    step(world, sink);
    const grown = inUse() - before;
    if (grown < 0) return; // the garbage collector ran
    bytes += grown;
    counted += 1;
  });
  return { states, allocated: bytes / counted / 1024 };
}

process.stdout.write(JSON.stringify(process.argv[4] === 'allocated' ? measureAllocated() : measureTime()));
