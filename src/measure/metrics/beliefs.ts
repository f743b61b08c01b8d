/* oxlint-disable typescript/no-non-null-assertion -- states and pairs are read by indices below n */
import { mean, quotient } from '../inequality.ts';
import { index, share, type Metric } from './metric.ts';

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
    (c) => c.now.pairMeans && c.now.pairMeans.intent,
  ),
  share(
    { name: 'mean_true_intent', meaning: 'mean over ordered pairs of states of what a perfectly informed first state would believe' },
    (c) => c.now.pairMeans && c.now.pairMeans.trueIntent,
  ),
  share(
    {
      name: 'mean_misperception',
      meaning: 'mean over ordered pairs of states of the distance between intent as seen and true intent',
      source: ['Jervis1976'],
    },
    (c) => c.now.pairMeans && c.now.pairMeans.misperception,
  ),
  index(
    {
      name: 'mean_overestimation',
      unit: 'share',
      meaning: 'mean over ordered pairs of states of intent as seen less true intent: above 0 where threats are overestimated',
      source: ['Jervis1976'],
    },
    [-1, 1],
    (c) => c.now.pairMeans && c.now.pairMeans.intent - c.now.pairMeans.trueIntent,
  ),
  share({ name: 'mean_hostility', meaning: 'mean hostility over pairs of states' }, (c) => c.now.pairMeans && c.now.pairMeans.hostility),
  share(
    { name: 'mean_reliability', meaning: 'mean over ordered pairs of states of the reliability that the first believes of the second' },
    (c) => c.now.pairMeans && c.now.pairMeans.reliability,
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
