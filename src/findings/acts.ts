/* oxlint-disable typescript/no-non-null-assertion -- states and pairs are read by indices below n */
import { tieOf } from '../model/treaty/book.ts';
import { owedBy } from '../model/treaty/ties.ts';
import type { World } from '../model/world.ts';

/** Something done to a world in the middle of a run, alike in every replicate. */
export interface Act {
  readonly meaning: string;
  readonly tick: number;
  /** Name of the phase that it comes before. */
  readonly before: string;
  run(w: World): void;
}

/** Tick at which the most allied state is put to the test. */
export const TEST_TICK = 8;
/** How many obligations it is seen to break or to meet: an attack on a state with several allies tests as many. */
const TESTS = 2;

/** Everything that findings do to a world. */
export const ACTS = {
  reneges: {
    meaning: `at tick ${TEST_TICK} the state with the most defence partners is seen by all to break ${TESTS} obligations`,
    tick: TEST_TICK,
    before: 'alignment',
    run: (w) => {
      test(w, false);
    },
  },
  honours: {
    meaning: `at tick ${TEST_TICK} the state with the most defence partners is seen by all to meet ${TESTS} obligations`,
    tick: TEST_TICK,
    before: 'alignment',
    run: (w) => {
      test(w, true);
    },
  },
} as const satisfies Record<string, Act>;
export type ActName = keyof typeof ACTS;

/** The state that owes defence to the most others, the first among equals. */
export function mostAllied(w: World): number {
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
