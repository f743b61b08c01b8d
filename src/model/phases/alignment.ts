import { gumbel } from '../../base/math.ts';
import { fillSlots, stream } from '../../base/random.ts';
import { enactChoice } from '../choice/enact.ts';
import { evaluatorOf, type Evaluator } from '../choice/evaluate.ts';
import { ruleOf } from '../rules/index.ts';
import { STRATEGIES } from '../vocabulary.ts';
import { ask, bestOf, createMenus, expectedOf, weighAll, type Menus, type Weighed } from '../choice/weigh.ts';
import type { OptionRow, Sink } from '../events.ts';
import type { Draws, Menu } from '../rules/rule.ts';
import type { World } from '../world.ts';

/**
 * Each state weighs every feasible single change of its agreements and picks one of the four strategies by its best option. A tie needs both
 * sides' consent. Reads beliefs and capabilities; writes agreements, strategy, economic (side payments).
 * Update: in turn (random order, later states see earlier ones' choices) or together.
 */
export function alignment(w: World, sink: Sink): void {
  const ev = evaluatorOf(w);
  const menus = createMenus();
  for (let turn = 0; turn < w.parameters.turns; turn++) {
    drawTurn(w, turn);
    const order = orderOfTurn(w);
    if (w.parameters.update_order === 'in-turn') {
      for (const i of order) enactChoice(w, i, choose(ev, menus, w, i, turn, sink), sink);
    } else {
      const choices = order.map((i) => choose(ev, createMenus(), w, i, turn, sink));
      order.forEach((i, at) => {
        enactChoice(w, i, choices[at]!, sink);
      });
    }
  }
}

function drawTurn(w: World, turn: number): void {
  const s = w.workspace;
  fillSlots(stream(w.runKey, 'alignment.order', w.tick, turn), s.order, w.slotCount, 1);
  fillSlots(stream(w.runKey, 'alignment.taste', w.tick, turn), s.taste, w.slotCount, STRATEGIES.length);
  fillSlots(stream(w.runKey, 'alignment.consent', w.tick, turn), s.consent, w.slotCount, 2);
  fillSlots(stream(w.runKey, 'alignment.rule', w.tick, turn), s.rule, w.slotCount, 2);
}

/** Active states by one random key each, so that an additional state does not reshuffle the others. */
function orderOfTurn(w: World): readonly number[] {
  const { turnOrder, order } = w.workspace;
  turnOrder.length = 0;
  for (let i = 0; i < w.n; i++) if (w.active[i] === 1) turnOrder.push(i);
  return turnOrder.sort((x, y) => order[w.slots[x]!]! - order[w.slots[y]!]! || x - y);
}

function choose(ev: Evaluator, menus: Menus, w: World, i: number, turn: number, sink: Sink): Weighed {
  const weighed = weighAll(ev, menus, w, i, turn);
  const best = STRATEGIES.map((_, s) => bestOf(weighed, s, w.parameters.consent_floor));
  const menu: Menu = {
    state: i,
    count: weighed.length,
    options: weighed.map((o) => o.option),
    strategy: weighed.map((o) => o.option.strategy),
    expected: weighed.map(expectedOf),
    best,
  };
  const slot = w.slots[i]!;
  const draws: Draws = { gumbel: menus.gumbel, first: w.workspace.rule[2 * slot]!, second: w.workspace.rule[2 * slot + 1]! };
  for (let s = 0; s < STRATEGIES.length; s++) menus.gumbel[s] = gumbel(w.workspace.taste[STRATEGIES.length * slot + s]!);
  const rule = ruleOf(w.rule);
  const at = rule.choose(menu, w, draws);
  const chosen = weighed[at]!;
  if (chosen.answer === null) ask(ev, w, i, chosen);
  w.strategy[i] = chosen.option.strategy;
  if (sink.options) {
    rule.probabilities(menu, w, menus.probabilities);
    sink.options(weighed.map((o, x) => optionRow(i, turn, o, best.includes(x), x === at, menus.probabilities)));
  }
  return chosen;
}

function optionRow(i: number, turn: number, o: Weighed, best: boolean, chosen: boolean, probabilities: Float64Array): OptionRow {
  const { option } = o;
  return {
    state: i,
    turn,
    strategy: STRATEGIES[option.strategy]!,
    action: option.action,
    partner: option.partner,
    third: option.third,
    agreement: option.agreement?.id ?? -1,
    template: option.template,
    terms: [...o.terms],
    total: o.total,
    consent: o.answer?.consent ?? NaN,
    probability: best ? probabilities[option.strategy]! : NaN,
    best,
    chosen,
  };
}
