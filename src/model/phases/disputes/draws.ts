import { fillSlots, stream } from '../../../base/random.ts';
import type { World } from '../../world.ts';

/** Random draws of the tick's disputes, by slot. */
export interface DisputeDraws {
  onset: Float64Array;
  order: Float64Array;
  circumstance: Float64Array;
  honour: Float64Array;
  outcome: Float64Array;
  chain: Float64Array;
}

/** The outcomes that are drawn for a dispute, in this order. */
export const OUTCOMES = ['attack', 'war', 'victory'] as const;

export function drawAll(w: World): DisputeDraws {
  const draw = (name: Parameters<typeof stream>[1], each: number) => {
    const out = new Float64Array(w.slotCount * each);
    fillSlots(stream(w.runKey, name, w.tick), out, w.slotCount, each);
    return out;
  };
  return {
    onset: draw('disputes.onset', 2),
    order: draw('disputes.order', 1),
    circumstance: draw('disputes.circumstance', 2),
    honour: draw('disputes.honour', 2),
    outcome: draw('disputes.outcome', OUTCOMES.length),
    chain: draw('disputes.chain', 2),
  };
}
