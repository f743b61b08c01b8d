import { EVENT_KINDS, type EventKind } from '../../model/events.ts';
import { commonTies } from '../network.ts';
import type { LayerName } from '../situation.ts';
import { flow, rate, share, type MeasureContext, type Metric } from './metric.ts';

/** How agreements and ties come and go. */
export const CHANGE_METRICS: readonly Metric[] = [
  events('new_agreements', 'signed', 'agreements founded'),
  flow(
    { name: 'new_alliances', meaning: 'alliances founded; those that a partnership matured into are in new_matured' },
    (c) => c.tally.signed.alliance,
  ),
  flow({ name: 'new_formal_alliances', meaning: 'formal alliances founded' }, (c) => c.tally.signedFormalAlliances),
  flow({ name: 'new_partnerships', meaning: 'partnerships founded' }, (c) => c.tally.signed.partnership),
  flow({ name: 'new_minilaterals', meaning: 'minilaterals founded' }, (c) => c.tally.signed.minilateral),
  events('ended_agreements', 'ended', 'agreements ended, in whatever way'),
  flow(
    { name: 'ended_alliances', meaning: 'alliances ended; those that became partnerships are in new_hollowed' },
    (c) => c.tally.ended.alliance,
  ),
  flow({ name: 'ended_formal_alliances', meaning: 'formal alliances ended' }, (c) => c.tally.endedFormalAlliances),
  flow({ name: 'ended_partnerships', meaning: 'partnerships ended' }, (c) => c.tally.ended.partnership),
  flow({ name: 'ended_minilaterals', meaning: 'minilaterals ended' }, (c) => c.tally.ended.minilateral),
  events('new_matured', 'matured'),
  events('new_hollowed', 'hollowed'),
  events('new_deepened', 'deepened'),
  events('new_joined', 'joined', 'times that a state joined a multilateral agreement'),
  events('new_left', 'left', 'times that a state left an agreement'),
  events('new_renewed', 'renewed', 'fixed-term agreements renewed'),
  events('new_refused', 'refused', 'proposals refused'),
  events('new_side_payments', 'side_payment', 'side payments for consent'),
  {
    ...flow(
      { name: 'side_payments', meaning: "sum of the side payments, each as a share of the payer's economic capability" },
      (c) => c.tally.paid,
    ),
    type: 'number',
  },
  events('new_shocks', 'shock', 'dated events of the scenario that took effect'),

  started('new_ties', 'ties', 'any agreement'),
  started('new_alliance_ties', 'alliances', 'an alliance'),
  started('new_partnership_ties', 'partnerships', 'a partnership'),
  gone('ended_ties', 'ties', 'any agreement'),
  gone('ended_alliance_ties', 'alliances', 'an alliance'),
  gone('ended_partnership_ties', 'partnerships', 'a partnership'),
  share(
    {
      name: 'turnover',
      meaning:
        'pairs tied by any agreement either now or one tick before but not both, among pairs tied at either time (Jaccard distance); empty at tick 0 and without ties',
      source: ['SnijdersEtAl2010'],
    },
    (c) => {
      if (c.before === null) return null;
      const both = commonTies(c.now.layers.ties.network, c.before.layers.ties.network);
      const either = c.now.layers.ties.network.ties + c.before.layers.ties.network.ties - both;
      return either === 0 ? null : (either - both) / either;
    },
  ),
  rate(
    {
      name: 'ending_rate_alliances',
      unit: 'per alliance and tick',
      meaning: 'ended_alliances over the alliances in force one tick before; empty at tick 0 and without alliances',
    },
    Infinity,
    { of: (c) => c.tally.ended.alliance, over: (c) => c.before && c.before.inForce.alliances.length, times: 1 },
  ),
  rate(
    {
      name: 'ending_rate_formal_alliances',
      unit: 'per alliance and tick',
      meaning: 'ended_formal_alliances over the formal alliances in force one tick before; empty at tick 0 and without formal alliances',
    },
    Infinity,
    { of: (c) => c.tally.endedFormalAlliances, over: (c) => c.before && c.before.inForce.formalAlliances.length, times: 1 },
  ),
  rate(
    {
      name: 'ending_rate_partnerships',
      unit: 'per partnership and tick',
      meaning: 'ended_partnerships over the partnerships in force one tick before; empty at tick 0 and without partnerships',
    },
    Infinity,
    { of: (c) => c.tally.ended.partnership, over: (c) => c.before && c.before.inForce.partnerships.length, times: 1 },
  ),
];

function events(name: string, kind: EventKind, what: string = EVENT_KINDS[kind]): Metric {
  return flow({ name, meaning: `${what} (rows of the event \`${kind}\`)` }, (c) => c.tally.events[kind]);
}

function started(name: string, layer: LayerName, what: string): Metric {
  const meaning = `pairs of states, undirected, tied by ${what} now and not one tick before`;
  return flow({ name, meaning }, (c) => difference(c, layer, 1));
}

function gone(name: string, layer: LayerName, what: string): Metric {
  const meaning = `pairs of states, undirected, tied by ${what} one tick before and not now`;
  return flow({ name, meaning }, (c) => difference(c, layer, -1));
}

/** Ties of the later (1) or earlier (-1) of two situations that are not in the other. */
function difference({ now, before }: MeasureContext, layer: LayerName, side: 1 | -1): number {
  if (before === null) return 0;
  const later = now.layers[layer].network;
  const earlier = before.layers[layer].network;
  return (side === 1 ? later : earlier).ties - commonTies(later, earlier);
}
