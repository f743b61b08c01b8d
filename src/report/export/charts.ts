/** The charts that every notebook draws: those of the report, from the same columns. */
export interface NotebookChart {
  readonly id: string;
  readonly title: string;
  /** Columns of system.csv and what they are called. */
  readonly lines: readonly (readonly [column: string, label: string])[];
  readonly unit: string;
  /** What a beginner should know to read it. */
  readonly read: string;
}

export const CHARTS: readonly NotebookChart[] = [
  {
    id: 'ties',
    title: 'Pairs of states tied by agreements',
    lines: [
      ['n_alliance_ties', 'alliance'],
      ['n_partnership_ties', 'partnership'],
      ['n_minilateral_ties', 'minilateral'],
    ],
    unit: 'pairs',
    read: 'A pair counts once in each kind, however many agreements of the kind tie it.',
  },
  {
    id: 'postures',
    title: 'Postures, share of states',
    lines: [
      ['share_balancing', 'balancing'],
      ['share_bandwagoning', 'bandwagoning'],
      ['share_partnering', 'partnering'],
      ['share_unaligned', 'unaligned'],
    ],
    unit: 'share',
    read: "A posture is what all of a state's agreements amount to; the four shares add up to one.",
  },
  {
    id: 'insecurity',
    title: 'Mean insecurity',
    lines: [['mean_insecurity', 'insecurity']],
    unit: 'mean over states',
    read: 'Insecurity sums, over the threats that a state attends to, what it believes of their intent times the odds that they would prevail.',
  },
  {
    id: 'conflict',
    title: 'Disputes and wars',
    lines: [
      ['new_disputes', 'disputes'],
      ['new_wars', 'wars'],
    ],
    unit: 'a tick',
    read: 'Flows: what began in the tick. A war is a dispute that escalated and counts as both.',
  },
];
