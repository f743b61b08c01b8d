import type { ObligationType } from '../../model/vocabulary.ts';
import { flow, rate, type MeasureContext, type Metric } from './metric.ts';

/** Obligations that a dispute puts to the test; whether states consult each other does not show in the model. */
const TYPES: readonly ObligationType[] = ['defence', 'offence', 'neutrality', 'nonaggression'];

/** Disputes, wars, who joins them, and whether obligations are met. */
export const CONFLICT_METRICS: readonly Metric[] = [
  flow({ name: 'new_disputes', meaning: 'militarized disputes started (rows of the event `dispute`)' }, (c) => c.tally.events.dispute),
  flow({ name: 'new_wars', meaning: 'disputes that became wars (rows of the event `war`)' }, (c) => c.tally.events.war),
  flow(
    {
      name: 'new_joiners',
      meaning: 'states that fought in a dispute in addition to its two principals, counted once for each dispute',
    },
    (c) => c.tally.joiners,
  ),
  flow({ name: 'new_joined_disputes', meaning: 'disputes with at least one joiner' }, (c) => c.tally.joinedDisputes),
  flow({ name: 'new_joined_wars', meaning: 'wars with more than two states: with at least one joiner' }, (c) => c.tally.joinedWars),
  rate({ name: 'share_disputes_joined', unit: 'share', meaning: 'new_joined_disputes / new_disputes; empty without disputes' }, 1, {
    of: (c) => c.tally.joinedDisputes,
    over: (c) => c.tally.events.dispute,
    times: 1,
  }),
  rate({ name: 'share_wars_joined', unit: 'share', meaning: 'new_joined_wars / new_wars; empty without wars' }, 1, {
    of: (c) => c.tally.joinedWars,
    over: (c) => c.tally.events.war,
    times: 1,
  }),
  rate(
    { name: 'dispute_rate', unit: 'per 1,000 pairs and tick', meaning: 'new_disputes for each 1,000 pairs of states, undirected' },
    Infinity,
    {
      of: (c) => c.tally.events.dispute,
      over: pairs,
      times: 1000,
    },
  ),
  rate({ name: 'war_rate', unit: 'per 1,000 pairs and tick', meaning: 'new_wars for each 1,000 pairs of states, undirected' }, Infinity, {
    of: (c) => c.tally.events.war,
    over: pairs,
    times: 1000,
  }),

  flow(
    { name: 'new_honoured', meaning: 'obligations met when they bound, of all types (rows of the event `honoured`)' },
    (c) => c.tally.events.honoured,
  ),
  flow(
    { name: 'new_reneged', meaning: 'obligations broken when they bound, of all types (rows of the event `reneged`)' },
    (c) => c.tally.events.reneged,
  ),
  ...TYPES.map((type) =>
    flow({ name: `new_honoured_${type}`, meaning: `obligations of ${type} met when they bound` }, (c) => c.tally.honoured[type]),
  ),
  ...TYPES.map((type) =>
    flow({ name: `new_reneged_${type}`, meaning: `obligations of ${type} broken when they bound` }, (c) => c.tally.reneged[type]),
  ),
  rate(
    {
      name: 'share_honoured',
      unit: 'share',
      meaning: 'obligations met among those that bound, of all types; empty where none did',
      source: ['LeedsLongMitchell2000'],
    },
    1,
    { of: (c) => c.tally.events.honoured, over: (c) => c.tally.events.honoured + c.tally.events.reneged, times: 1 },
  ),
  ...TYPES.map((type) =>
    rate(
      { name: `share_honoured_${type}`, unit: 'share', meaning: `obligations of ${type} met among those that bound; empty where none did` },
      1,
      { of: (c) => c.tally.honoured[type], over: (c) => c.tally.honoured[type] + c.tally.reneged[type], times: 1 },
    ),
  ),
  flow(
    {
      name: 'new_entrapments',
      meaning: 'times that a state was drawn into a conflict without a stake of its own (rows of the event `entrapment`)',
      source: ['Snyder1984'],
    },
    (c) => c.tally.events.entrapment,
  ),
  flow(
    {
      name: 'new_abandonments',
      meaning: 'times that a state was left alone by one that was obliged to come (rows of the event `abandonment`)',
      source: ['Snyder1984'],
    },
    (c) => c.tally.events.abandonment,
  ),
];

function pairs({ now: { members } }: MeasureContext): number {
  return (members.length * (members.length - 1)) / 2;
}
