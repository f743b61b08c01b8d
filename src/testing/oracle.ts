import { clamp01 } from '../base/math.ts';
import type { ModelEvent, OptionRow, Sink } from '../model/events.ts';
import type { World } from '../model/world.ts';
import { alignment } from './oracle/alignment.ts';
import { disputes } from './oracle/disputes.ts';
import { learning } from './oracle/learning.ts';
import {
  assessment,
  capabilities,
  perception,
  setArrivals,
  setAttention,
  setCosts,
  setPower,
  setTrueIntent,
  shocks,
} from './oracle/phases.ts';
import { drift, startTastes } from './oracle/tastes.ts';
import { fromWorld, type PlainState } from './oracle/state.ts';

/**
 * The oracle: a second engine, slow, plain and meant to be obviously right, that follows docs/ODD.md section by section. It shares with the engine words,
 * parameters, the transcendental functions and the named streams of random numbers, and no calculation. Sums run in the order that the engine
 * documents (states in index order, supposed new partners last), so that the two agree to the last bit.
 */
export function oracleStep(s: PlainState, sink: Sink): void {
  s.tick += 1;
  shocks(s, sink);
  capabilities(s);
  perception(s);
  drift(s);
  alignment(s, sink);
  disputes(s, sink);
  learning(s, sink);
  assessment(s);
}

/** The plain state of tick 0 of a world whose arrays and agreements are filled in, before initialisation. */
export function oracleStart(w: World): PlainState {
  const s = fromWorld(w);
  setArrivals(s);
  setPower(s);
  setCosts(s);
  setTrueIntent(s);
  for (const i of s.states)
    for (const j of s.states) {
      const given = s.intent[i]![j]!;
      s.intent[i]![j] = i === j ? 0 : Number.isNaN(given) ? clamp01(s.trueIntent[i]![j]! * (1 + s.perceptionBias[i]!)) : given;
    }
  setAttention(s);
  assessment(s);
  s.strategy = [...s.posture];
  s.tastes = startTastes(s);
  return s;
}

/** The plain state after this many ticks from a world at tick 0 or later. */
export function oracleRun(w0: World, ticks: number, sink: Sink = silent): PlainState {
  const s = fromWorld(w0);
  for (let t = 0; t < ticks; t++) oracleStep(s, sink);
  return s;
}

const silent: Sink = { event: () => undefined };

/** Everything that is written to a sink, in order. */
export interface Heard extends Sink {
  events: ModelEvent[];
  rows: OptionRow[];
}

export function listen(): Heard {
  const events: ModelEvent[] = [];
  const rows: OptionRow[] = [];
  return { events, rows, event: (e) => events.push(e), options: (given) => rows.push(...given) };
}

export { compare, firstDifference } from './oracle/compare.ts';
