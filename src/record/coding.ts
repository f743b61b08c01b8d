/** The constants that convert values of the record to values of a scenario. All are assumed as a first guess, and every scenario says so. */
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
  /** Least hostility of neighbours, by the type of contact as in `contact`: states that can reach each other come into conflict more easily. */
  neighbours: [0, 0.08, 0.05, 0.05, 0, 0],
  /** Weight of a dispute by its highest level: none, none, threat, display, use of force, war. */
  disputeWeight: [0, 0, 0.25, 0.5, 1, 2],
  /** Dependence on trade with a partner is its share of all trade times the openness of an economy. */
  openness: 0.3,
  /** Dependence below this is left out. */
  leastTrade: 0.001,
  /** The ideal point, positive or negative, that stands for an end of the scale. */
  idealPointSpan: 3,
  /** Power projection of major powers; without a list of them, of states with at least this share of the system's power. */
  majorProjection: 3,
  largeProjection: 2,
  largeShare: 0.05,
  /** Greatest distance in km of states in direct contact, by the type of contact: by land, over up to 12, 24, 150, 400 miles of water. */
  contact: [Infinity, 500, 600, 700, 1000, 1500],
  /** Depth of a pact with no other obligation than nonaggression. */
  nonaggressionDepth: 0.1,
  /** Months in a tick. */
  tickMonths: 12,
} as const;
