import { changeOf } from '../../model/choice/change.ts';
import { evaluatorOf, valueChange } from '../../model/choice/evaluate.ts';
import type { TemplateName } from '../../model/treaty/templates.ts';
import { BALANCE, PARTNER } from '../../model/vocabulary.ts';
import { compileScenario } from '../../scenario/compile.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Members } from '../members.ts';
import { pairKey } from '../record-data.ts';
import type { Layer } from './ties.ts';

/** The kind of agreement that is evaluated for a layer of ties. */
const FORMS: Readonly<Record<Layer, { template: TemplateName; strategy: number }>> = {
  defence: { template: 'alliance', strategy: BALANCE },
  partnership: { template: 'partnership', strategy: PARTNER },
};

/**
 * The joint utility of a new tie for each pair of members, by key, from the model's own terms in the first year. It is the sum, not the minimum of the two,
 * because they can make side payments.
 */
export function jointUtility(scenario: Scenario, members: Members, layer: Layer): Map<number, number> {
  const w = compileScenario(scenario, { seed: 1, replicate: 0 });
  const places = new Map(w.ids.map((id, i) => [id, i]));
  const states = [...members.values()].map(({ ccode, id }) => ({ ccode, i: places.get(id) ?? -1 }));
  const evaluator = evaluatorOf(w);
  const { template, strategy } = FORMS[layer];
  const out = new Map<number, number>();
  states.forEach((one, x) => {
    for (const two of states.slice(x + 1)) {
      const option = { action: 'found', strategy, partner: two.i, third: -1, template, agreement: null, adversaries: null } as const;
      const change = changeOf(w, one.i, option);
      const worth = [one.i, two.i].reduce((sum, i) => sum + valueChange(evaluator, w, i, change), 0);
      out.set(pairKey(one.ccode, two.ccode), worth);
    }
  });
  return out;
}

/** Percentile rank of each value, from 0 for the lowest to 1 for the highest; equal values have equal ranks. */
export function percentileRank(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const last = sorted.length - 1;
  const first = new Map<number, number>();
  const count = new Map<number, number>();
  sorted.forEach((value, place) => {
    if (!first.has(value)) first.set(value, place);
    count.set(value, (count.get(value) ?? 0) + 1);
  });
  return values.map((value) => (last < 1 ? 0 : ((first.get(value) ?? 0) + ((count.get(value) ?? 1) - 1) / 2) / last));
}
