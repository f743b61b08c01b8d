import type { World } from '../model/world.ts';
import { VALUE_TERMS } from '../model/terms/index.ts';
import type { Alteration } from './finding.ts';

/** Switches a value term off: every parameter that scales it at 0. @throws RangeError for no term's name */
export function without(term: string): Alteration {
  const found = VALUE_TERMS.find(({ name }) => name === term);
  if (found === undefined) throw new RangeError(`no value term is named "${term}"`);
  return weigh(found.weights, 0);
}

/** Turns the sign of a value term: the fault that a test of a finding must be able to see. @throws RangeError for no term's name */
export function turned(term: string): Alteration {
  const found = VALUE_TERMS.find(({ name }) => name === term);
  if (found === undefined) throw new RangeError(`no value term is named "${term}"`);
  return weigh(found.weights, -1);
}

function weigh(weights: readonly string[], factor: number): Alteration {
  return (w: World) => {
    const parameters = w.parameters as unknown as Record<string, number>;
    for (const key of weights) parameters[key] = factor * (parameters[key] ?? 0);
  };
}
