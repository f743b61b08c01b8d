// A value term: ties with a state of a similar regime are worth something of themselves, those with a distant one cost [LaiReiter2000]. Regimes are places
// on the scenario's ideological dimension; half of the dimension apart, the two cancel out. The deeper the tie, the more it counts.
//
//   entente run examples/plugins/regime-kinship.yaml --plugin examples/plugins/regime-kinship.js --seed 1

export default ({ defineTerm, defineMetric }) => [
  defineTerm({
    name: 'regime_kinship',
    scope: 'tie',
    meaning: 'worth of a tie with a state of a similar regime',
    source: ['LaiReiter2000'],
    parameters: {
      regime_kinship_weight: {
        default: 0.01,
        min: 0,
        max: 1,
        swept: [0, 0.03],
        unit: 'utility',
        meaning: 'worth of the deepest tie with a state of the same regime',
      },
    },
    weights: ['regime_kinship_weight'],
    value: ({ w, i, k, tie }) => w.parameters.regime_kinship_weight * tie.depth * (1 - 2 * Math.abs(w.ideology[i] - w.ideology[k])),
  }),
  defineMetric({
    name: 'share_kindred_ties',
    kind: 'share',
    meaning: 'share of pairs tied by any agreement whose regimes are less than half of the dimension apart; empty where there are no ties',
    value: ({ world: w, now }) => {
      const { starts, targets, ties } = now.layers.ties.network;
      let kindred = 0; // each pair once in each direction
      for (let i = 0; i < w.n; i++)
        for (const k of targets.subarray(starts[i], starts[i + 1])) if (Math.abs(w.ideology[i] - w.ideology[k]) < 0.5) kindred += 1;
      return ties === 0 ? null : kindred / (2 * ties);
    },
  }),
];
