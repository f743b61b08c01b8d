/* eslint-disable @typescript-eslint/no-non-null-assertion -- states and pairs are read by indices below n */
import type { World } from '../../model/world.ts';
import { mean, quotient } from '../inequality.ts';
import { index, share, type MeasureContext, type Metric } from './metric.ts';

/** What states fear and believe. */
export const BELIEF_METRICS: readonly Metric[] = [
  index({ name: 'mean_insecurity', unit: 'index', meaning: 'mean insecurity S over states', source: ['Walt1987'] }, [0, Infinity], (c) =>
    mean(c.now.members.map((i) => c.world.insecurity[i]!)),
  ),
  index({ name: 'max_insecurity', unit: 'index', meaning: 'insecurity S of the least secure state' }, [0, Infinity], (c) =>
    greatest(c.now.members.map((i) => c.world.insecurity[i]!)),
  ),
  share(
    {
      name: 'mean_threat',
      meaning: 'mean over states of the level of the main threat (intent x strength ratio), 0 for states that attend to none',
    },
    (c) => mean(c.now.members.map((i) => c.now.conduct.threat[i]!)),
  ),
  share({ name: 'max_threat', meaning: 'level of the greatest threat to any state' }, (c) =>
    greatest(c.now.members.map((i) => c.now.conduct.threat[i]!)),
  ),
  share(
    {
      name: 'mean_intent',
      meaning: 'mean over ordered pairs of states of the aggressive intention that the first believes the second to have toward it',
    },
    (c) => pairMean(c, (w, q) => w.intent[q]!),
  ),
  share(
    { name: 'mean_true_intent', meaning: 'mean over ordered pairs of states of what a perfectly informed first state would believe' },
    (c) => pairMean(c, (w, q) => w.trueIntent[q]!),
  ),
  share(
    {
      name: 'mean_misperception',
      meaning: 'mean over ordered pairs of states of the distance between intent as seen and true intent',
      source: ['Jervis1976'],
    },
    (c) => pairMean(c, (w, q) => Math.abs(w.intent[q]! - w.trueIntent[q]!)),
  ),
  index(
    {
      name: 'mean_overestimation',
      unit: 'share',
      meaning: 'mean over ordered pairs of states of intent as seen less true intent: above 0 where threats are overestimated',
      source: ['Jervis1976'],
    },
    [-1, 1],
    (c) => pairMean(c, (w, q) => w.intent[q]! - w.trueIntent[q]!),
  ),
  share({ name: 'mean_hostility', meaning: 'mean hostility over pairs of states' }, (c) => pairMean(c, (w, q) => w.hostility[q]!)),
  share(
    { name: 'mean_reliability', meaning: 'mean over ordered pairs of states of the reliability that the first believes of the second' },
    (c) => pairMean(c, (w, q) => w.reliability[q]!),
  ),
  share(
    { name: 'mean_reliability_allies', meaning: 'the same over ordered pairs of states tied by an alliance; empty without alliances' },
    (c) => {
      const { n, starts, targets } = c.now.layers.alliances.network;
      let sum = 0;
      for (let i = 0; i < n; i++) for (let t = starts[i]!; t < starts[i + 1]!; t++) sum += c.world.reliability[i * n + targets[t]!]!;
      return quotient(sum, targets.length);
    },
  ),
];

function greatest(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((most, x) => (x > most ? x : most));
}

/** Mean over ordered pairs of different states; null where there are none. */
function pairMean({ world, now: { members } }: MeasureContext, read: (w: World, q: number) => number): number | null {
  let sum = 0;
  for (const i of members) for (const j of members) if (i !== j) sum += read(world, i * world.n + j);
  return quotient(sum, members.length * (members.length - 1));
}
