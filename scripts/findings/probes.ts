import { situationOf, type Situation } from '../../src/measure/situation.ts';
import { tieOf } from '../../src/model/treaty/book.ts';
import { owedBy } from '../../src/model/treaty/ties.ts';
import { KIND_BIT, POSTURES } from '../../src/model/vocabulary.ts';
import type { World } from '../../src/model/world.ts';

/** Something done to a world in the middle of a run, alike in every replicate. */
interface Act {
  readonly meaning: string;
  /** Name of the phase that it comes before. */
  readonly before: string;
  /** Called in every tick. */
  run(w: World): void;
}

/** Tick at which the most allied state is put to the test. */
const TEST_TICK = 8;
/** How many obligations it is seen to break or to meet: an attack on a state with several allies tests as many. */
const TESTS = 2;

/** Everything that findings do to a world: what the key `act` of an arm may say. */
export const ACTS = {
  reneges: {
    meaning: `at tick ${TEST_TICK} the state with the most defence partners is seen by all to break ${TESTS} obligations`,
    before: 'alignment',
    run: (w) => test(w, false),
  },
  honours: {
    meaning: `at tick ${TEST_TICK} the state with the most defence partners is seen by all to meet ${TESTS} obligations`,
    before: 'alignment',
    run: (w) => test(w, true),
  },
} as const satisfies Record<string, Act>;

/** The state that owes defence to the most others, the first among equals. */
function mostAllied(w: World): number {
  let most = -1;
  let best = 0;
  for (let i = 0; i < w.n; i++) {
    let count = 0;
    for (const k of w.book.neighbours[i]!) if (owedBy(tieOf(w.book, i, k)!, i).defence > 0) count += 1;
    if (count > most) {
      most = count;
      best = i;
    }
  }
  return best;
}

/** Beta-Bernoulli learning as after a dispute [Crescenzi2018], those whom it is allied to weighing it as victims. */
function test(w: World, honoured: boolean): void {
  if (w.tick !== TEST_TICK) return;
  const state = mostAllied(w);
  const P = w.parameters;
  for (let i = 0; i < w.n; i++) {
    if (i === state) continue;
    const q = i * w.n + state;
    const tie = tieOf(w.book, i, state);
    const weight = TESTS * (tie !== null && owedBy(tie, state).defence > 0 ? 1 : P.reliability_onlookers);
    w.reliability[q] = (w.reliability[q]! * w.evidence[q]! + (honoured ? weight : 0)) / (w.evidence[q]! + weight);
    w.evidence[q] = w.evidence[q]! + weight;
  }
}

/** Looks at one run from outside. */
export interface Watcher {
  /** Called at tick 0 and after every tick. */
  look(w: World): void;
  /** By name, at the end of the run; null = not defined in it. */
  outcomes(w: World): Record<string, number | null>;
}

/** Outcomes that runs.csv does not have because they are of particular states or agreements. */
interface Watch {
  readonly meaning: string;
  start(w: World): Watcher;
}

/** The region of the threatened neighbours in the controlled world. */
const NEAR = 'Near';
/** The name of the agreement whose life is watched. */
const PACT = 'Pact';
/** The alliance whose members are counted when its threat has gone. */
const WEST = 'NATO 1949';

/** Every watch by name: what the key `watch` of an arm may say. */
export const WATCHES = {
  neighbours: {
    meaning:
      'of the states of the region Near, mean over the ticks after tick 0: near_balancing and near_bandwagoning, the shares that hold the posture; near_defenders, mean number of states that owe one of them defence',
    start: watchNeighbours,
  },
  tested: {
    meaning:
      'of the state put to the test: tested_before, the states tied to it one tick before; tested_after, the mean number over the ticks since; tested_defence, of those it owes defence',
    start: watchTested,
  },
  pact: {
    meaning:
      'of the agreement named Pact: pact_life, the ticks for which at least three states were members; pact_left, whether it was in force at the end',
    start: watchPact,
  },
  hedging: {
    meaning:
      'hedging_of_tied: mean over ticks of the states that are tied to both sides of a rivalry, as a share of the states that are tied at all',
    start: watchHedging,
  },
  twins: {
    meaning:
      'twin_first and twin_last: of the first and the last state of the region Near, the states tied to it, mean over the ticks after tick 0',
    start: watchTwins,
  },
  west: {
    meaning: `west_members: the share of the members that ${WEST} had at the start which it has at the end`,
    start: watchWest,
  },
  ladder: {
    meaning:
      'of the pairs of states of the region Near: ladder_partnership, ladder_minilateral, ladder_loose (either of the two) and ladder_alliance, mean over pairs of the first tick with such a tie, one more than the last tick where there was none; ladder_climbs, the pairs that became allied after having been tied without an alliance',
    start: watchLadder,
  },
} as const satisfies Record<string, Watch>;

function watchNeighbours(w: World): Watcher {
  const near = statesOfRegion(w, NEAR);
  const sums = { near_balancing: 0, near_bandwagoning: 0, near_defenders: 0 };
  let ticks = 0;
  return {
    look: (now) => {
      if (now.tick === 0) return;
      ticks += 1;
      for (const i of near) {
        if (POSTURES[now.posture[i]!] === 'balancing') sums.near_balancing += 1;
        if (POSTURES[now.posture[i]!] === 'bandwagoning') sums.near_bandwagoning += 1;
        for (const k of now.book.neighbours[i]!) if (owesDefence(now, k, i)) sums.near_defenders += 1;
      }
    },
    outcomes: () => Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / (ticks * near.length)])),
  };
}

/** Whether k has an obligation of any kind to defend i. */
function owesDefence(w: World, k: number, i: number): boolean {
  const owed = owedBy(tieOf(w.book, i, k)!, k);
  return owed.defence > 0 || owed.conditional.some(({ type }) => type === 'defence');
}

function watchTested(): Watcher {
  let state = -1;
  let before = 0;
  let after = 0;
  let defence = 0;
  let ticks = 0;
  return {
    look: (w) => {
      if (w.tick === TEST_TICK - 1) {
        state = mostAllied(w);
        before = w.book.neighbours[state]!.length;
      }
      if (w.tick < TEST_TICK) return;
      after += w.book.neighbours[state]!.length;
      for (const k of w.book.neighbours[state]!) if (owesDefence(w, state, k)) defence += 1;
      ticks += 1;
    },
    outcomes: () => ({ tested_before: before, tested_after: after / ticks, tested_defence: defence / ticks }),
  };
}

function watchPact(): Watcher {
  let life = 0;
  return {
    look: (w) => {
      const pact = w.book.active.find(({ name }) => name === PACT);
      if (w.tick > 0 && pact !== undefined && pact.members.length >= 3) life += 1;
    },
    outcomes: (w) => ({ pact_life: life, pact_left: w.book.active.some(({ name }) => name === PACT) ? 1 : 0 }),
  };
}

function watchLadder(w: World): Watcher {
  const near = statesOfRegion(w, NEAR);
  const pairs = near.flatMap((i, x) => near.slice(x + 1).map((k) => ({ i, k, first: { alliance: 0, partnership: 0, minilateral: 0 } })));
  let climbs = 0;
  return {
    look: (now) => {
      for (const { i, k, first } of pairs) {
        const tie = tieOf(now.book, i, k);
        const kinds = tie === null ? 0 : tie.kinds;
        if ((kinds & KIND_BIT.alliance) !== 0 && first.alliance === 0 && (first.partnership > 0 || first.minilateral > 0)) climbs += 1;
        for (const kind of ['alliance', 'partnership', 'minilateral'] as const)
          if ((kinds & KIND_BIT[kind]) !== 0 && first[kind] === 0) first[kind] = now.tick;
      }
    },
    outcomes: (now) => {
      const meanFirst = (kind: 'alliance' | 'partnership' | 'minilateral') =>
        pairs.reduce((sum, { first }) => sum + (first[kind] === 0 ? now.tick + 1 : first[kind]), 0) / pairs.length;
      const meanLoose = (never: number) =>
        pairs.reduce((sum, { first }) => sum + Math.min(first.partnership || never, first.minilateral || never), 0) / pairs.length;
      return {
        ladder_partnership: meanFirst('partnership'),
        ladder_minilateral: meanFirst('minilateral'),
        ladder_loose: meanLoose(now.tick + 1),
        ladder_alliance: meanFirst('alliance'),
        ladder_climbs: climbs,
      };
    },
  };
}

function statesOfRegion(w: World, name: string): number[] {
  const region = w.regions.indexOf(name);
  const states: number[] = [];
  for (let i = 0; i < w.n; i++) if (w.region[i] === region && w.active[i] === 1) states.push(i);
  return states;
}

function watchWest(w: World): Watcher {
  const members = (now: World) => now.book.active.find(({ name }) => name === WEST)?.members.map(({ state }) => state) ?? [];
  const founders = members(w);
  return {
    look: () => undefined,
    outcomes: (now) => {
      const left = members(now);
      return { west_members: founders.length === 0 ? null : founders.filter((i) => left.includes(i)).length / founders.length };
    },
  };
}

function watchHedging(): Watcher {
  let sum = 0;
  let ticks = 0;
  let before: Situation | null = null;
  return {
    look: (w) => {
      before = situationOf(w, before);
      const { components } = before.layers.ties;
      const tied = components.reduce((all, size) => all + size, 0);
      if (w.tick === 0 || tied === 0) return;
      sum += before.conduct.hedging.reduce((all, flag) => all + flag, 0) / tied;
      ticks += 1;
    },
    outcomes: () => ({ hedging_of_tied: ticks === 0 ? null : sum / ticks }),
  };
}

function watchTwins(w: World): Watcher {
  const near = statesOfRegion(w, NEAR);
  const sums = near.map(() => 0);
  let ticks = 0;
  return {
    look: (now) => {
      if (now.tick === 0) return;
      ticks += 1;
      near.forEach((i, x) => (sums[x] = (sums[x] ?? 0) + now.book.neighbours[i]!.length));
    },
    outcomes: () => ({ twin_first: (sums[0] ?? 0) / ticks, twin_last: (sums.at(-1) ?? 0) / ticks }),
  };
}
