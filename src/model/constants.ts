import type { AgreementKind, Area } from './vocabulary.ts';

/**
 * The numbers of the model that no scenario can change, in the same form as the parameters: values that one could argue about but that have not been varied,
 * values that define a formula, and values that the program needs. A test finds any other number in src/model.
 */
export interface Constant {
  readonly value: number;
  readonly unit: string;
  readonly meaning: string;
  /** As for a parameter; `definition`: follows from the meaning; `technical`: internal to the program, without effect on results. */
  readonly basis: 'literature' | 'assumed' | 'definition' | 'technical';
  /** Keys of docs/references.bib. */
  readonly source?: readonly string[];
}

/** Rows by name. Each is a line of numbers and a line of meaning. */
// prettier-ignore
export const CONSTANTS = {
  max_attention: { value: 12, unit: 'states', basis: 'technical',
    meaning: 'most threats that a state can attend to: the bound of the parameter `attention`' },
  prepared_columns: { value: 3, unit: 'columns', basis: 'technical',
    meaning: 'most numbers for each adversary that a value term prepares once for all ties with a state' },
  main_threats: { value: 2, unit: 'states', basis: 'assumed', source: ['Schweller2004'],
    meaning: 'number of its greatest threats that a state can bandwagon with' },
  minilateral_least: { value: 3, unit: 'members', basis: 'assumed', source: ['IISS2021'],
    meaning: 'founding members that make a minilateral, and fewest with which it lasts' },
  minilateral_most: { value: 5, unit: 'members', basis: 'assumed', source: ['IISS2021'],
    meaning: 'most members of a minilateral' },
  partnership_ceiling: { value: 0.5, unit: 'depth', basis: 'assumed',
    meaning: 'depth that a partnership cannot outgrow without becoming an alliance' },
  minilateral_ceiling: { value: 0.7, unit: 'depth', basis: 'assumed',
    meaning: 'depth that a minilateral cannot outgrow without becoming an alliance' },
  depth_floor: { value: 0.05, unit: 'depth', basis: 'assumed',
    meaning: 'depth below which an agreement in force does not decay: it stays a tie' },
  growth_least: { value: 0.1, unit: 'factor per tick', basis: 'assumed',
    meaning: 'least factor by which an economy grows in a tick, however fat the tail' },
  growth_most: { value: 4, unit: 'factor per tick', basis: 'assumed',
    meaning: 'greatest factor by which an economy grows in a tick, however fat the tail' },
  refusal_content: { value: 0.5, unit: 'probability', basis: 'assumed',
    meaning: 'probability that a state content with the status quo refuses demands; for a full revisionist it is 1' },
  honour_depth_even: { value: 0.5, unit: 'depth', basis: 'assumed',
    meaning: 'depth at which depth speaks neither for nor against honouring an obligation' },
  chain_rounds: { value: 5, unit: 'rounds', basis: 'assumed', source: ['SiversonStarr1990'],
    meaning: 'most links of a chain of states that are called up one after the other' },
  escalation_scale: { value: 4, unit: 'multiplier', basis: 'definition',
    meaning: 'makes odds x (1 - odds) 1 for even sides, so that `escalation` is the probability between them' },
  payment_most: { value: 0.5, unit: 'share', basis: 'assumed',
    meaning: 'the most of its economic capability that a state pays away at once' },
  autonomy_senior: { value: 0.5, unit: 'share', basis: 'assumed', source: ['Morrow1991'],
    meaning: 'what the senior member gains in autonomy against the price that the junior pays' },
  cooperation_unlike: { value: 0.2, unit: 'share', basis: 'assumed', source: ['Kinne2018'],
    meaning: 'gain from cooperation with a state of affinity 0 against one of affinity 1' },
  closure_partners: { value: 0.5, unit: 'weight', basis: 'assumed', source: ['Kinne2018'],
    meaning: "weight of common partners in the closure of cooperation; the other's popularity has the rest" },
  denial_ally: { value: 0.5, unit: 'weight', basis: 'assumed',
    meaning: "weight of the protected state's size against one's own in denial; its size against the adversary's has the rest" },
  group_pool: { value: 5, unit: 'states', basis: 'assumed', source: ['Simon1955'],
    meaning: 'most promising states, partners or not, of which a state considers pairs for a group of three' },
  signing_deepening: { value: 0.5, unit: 'share', basis: 'assumed',
    meaning: 'cost of deepening an alliance against that of signing it' },
  signing_informal: { value: 0.5, unit: 'share', basis: 'assumed', source: ['Lipson1991'],
    meaning: 'cost of signing an informal alliance against that of a formal one' },
  leaving_hollowing: { value: 0.5, unit: 'share', basis: 'assumed', source: ['Leeds2003'],
    meaning: 'cost of turning an alliance into a partnership against that of leaving it' },
  upkeep_alliance: { value: 2, unit: 'multiple', basis: 'assumed', source: ['Weitsman2004'],
    meaning: 'upkeep of an alliance against that of a partnership or minilateral of as many members' },
  likeness: { value: 0.8, unit: 'affinity', basis: 'assumed', source: ['Haas2005'],
    meaning: 'affinity of two states of the same ideology, where a scenario gives none; it falls to 0 with ideological distance' },
  rivalry_level: { value: 0.3, unit: 'hostility', basis: 'assumed',
    meaning: 'hostility from which a pair without an alliance counts as rivals in results, reports and scores: above the dislike that most neighbours live with, below the hostility of enduring rivals; the model does not read it' },
  even: { value: 0.5, unit: 'share', basis: 'definition',
    meaning: 'share of each of two that have nothing' },
  logistic_variance: { value: (Math.PI * Math.PI) / 3, unit: 'variance', basis: 'definition',
    meaning: 'variance of the standard logistic distribution' },
  drift_persistence: { value: 10, unit: 'ticks', basis: 'assumed', source: ['Heckman1981'],
    meaning: 'time in which half of the drift of how well a pair gets on is gone' },
  taste_margin_member: { value: 0.4, unit: 'share', basis: 'assumed', source: ['Heckman1981'],
    meaning: 'by how much the start shows that an agreement is worth keeping, against that a partnership is not worth signing' },
  taste_margin_alliance: { value: 2, unit: 'multiple', basis: 'assumed', source: ['Heckman1981'],
    meaning: 'by how much the start shows that an alliance is not worth signing, against a partnership' },
  uniform_mean: { value: 0.5, unit: 'share', basis: 'definition',
    meaning: 'mean of a uniform number in [0,1)' },
  uniform_variance: { value: 1 / 12, unit: 'share squared', basis: 'definition',
    meaning: 'variance of a uniform number in [0,1)' },
  never: { value: -1_000_000, unit: 'tick', basis: 'technical',
    meaning: 'tick of the last dispute of a pair that never had one' },
  spare_room: { value: 8, unit: 'entries', basis: 'technical',
    meaning: 'entries that a list which grows with ties is made longer than it must be' },
  power_tolerance: { value: 1e-9, unit: 'share', basis: 'technical',
    meaning: 'how far the shares of power may be from summing to 1 by rounding' },
} as const satisfies Record<string, Constant>;
export type ConstantName = keyof typeof CONSTANTS;

/** Values of the constants by name. */
export const FIXED = Object.fromEntries(Object.entries(CONSTANTS).map(([name, { value }]) => [name, value])) as {
  readonly [K in ConstantName]: (typeof CONSTANTS)[K]['value'];
};

/**
 * What each area of cooperation brings and costs, as shares of what full cooperation brings and costs; each column sums to 1. Assumed, in the
 * order that the literature on strategic partnerships gives them [Wilkins2012] [Nadkarni2010]; the weights of the terms scale the sums.
 */
export const AREA_EFFECTS: Record<Area, { gain: number; strength: number; leak: number; meaning: string }> = {
  security: { gain: 0.25, strength: 0.4, leak: 0, meaning: 'exercises, arms and planning: strengthens own defence' },
  economy: { gain: 0.3, strength: 0, leak: 0, meaning: 'open markets and investment: raises growth' },
  technology: { gain: 0.2, strength: 0.2, leak: 0.4, meaning: 'joint development and transfer: strengthens, can leak' },
  intelligence: { gain: 0.1, strength: 0.2, leak: 0.6, meaning: 'shared information: better perception, leaks most' },
  logistics: { gain: 0.15, strength: 0.2, leak: 0, meaning: 'mutual supply and access: strengthens own defence' },
};

/** Depth that an agreement of each kind cannot outgrow without becoming another kind. */
export const DEPTH_CEILING: Readonly<Record<AgreementKind, number>> = {
  partnership: FIXED.partnership_ceiling,
  minilateral: FIXED.minilateral_ceiling,
  alliance: 1,
};

/** Founding members that make a minilateral, and most members it can have. */
export const MINILATERAL_SIZE = { least: FIXED.minilateral_least, most: FIXED.minilateral_most } as const;

export const MAX_ATTENTION = CONSTANTS.max_attention.value;
