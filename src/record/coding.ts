/** The numbers by which values of the record become values of a scenario. All are assumed: they are a first guess, and every scenario says so. */
export const CODING = {
  /** Years of disputes that count. */
  window: 10,
  /** Revisionism is floor + range * k / (k + half), k the disputes started in the window to change the status quo. */
  revisionismFloor: 0.05,
  revisionismRange: 0.7,
  revisionismHalf: 5,
  /** Hostility of rivals is 1 - (1 - rivalry) * (1 - range * d / (d + half)), d the pair's disputes in the window, each by its weight. */
  rivalry: 0.35,
  disputeRange: 0.6,
  disputeHalf: 3,
  /** Least hostility of neighbours, by the type of contact as in `contact`: who can reach each other falls out more easily than others do. */
  neighbours: [0, 0.08, 0.05, 0.05, 0, 0],
  /** Weight of a dispute by its highest level: none, none, threat, display, use of force, war. */
  disputeWeight: [0, 0, 0.25, 0.5, 1, 2],
  /** Dependence on trade with a partner is its share of all trade times the openness of an economy. */
  openness: 0.3,
  /** Less dependence than this is left out. */
  leastTrade: 0.001,
  /** The ideal point that takes the whole scale up, either way from its middle. */
  idealPointSpan: 3,
  /** Power projection of major powers, and of others with so large a share of the system's power where no list of major powers was given. */
  majorProjection: 3,
  largeProjection: 2,
  largeShare: 0.05,
  /** Greatest distance in km of states in direct contact, by the type of contact: by land, over up to 12, 24, 150, 400 miles of water. */
  contact: [Infinity, 500, 600, 700, 1000, 1500],
  /** Depth of a pact of nonaggression alone. */
  nonaggressionDepth: 0.1,
  /** Months in a tick. */
  tickMonths: 12,
} as const;
