import { MAX_ATTENTION } from './constants.ts';

/**
 * The rows of the parameters that no single value term or decision rule owns, by group; the others are in the file of their term or rule. `parameters.ts` puts
 * them together; the schema's bounds, the help, the reference and the sweep axes are generated from there.
 */
export interface ParameterRow {
  readonly default: number | string;
  /** What the program takes. */
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
  readonly choices?: readonly string[];
  /** Lower and upper values that one could argue for, over which docs/sensitivity.md varies it; a parameter with choices is swept over all of them. */
  readonly swept?: readonly [number, number];
  readonly unit: string;
  readonly meaning: string;
  /**
   * `literature` (a published value or form, see `source`), `assumed` (no published value; `source`, where there is one, is for the mechanism) or
   * `behaviour` (chosen so that the patterns in `chosenFor` come out).
   */
  readonly basis: 'literature' | 'assumed' | 'behaviour';
  readonly chosenFor?: readonly Pattern[];
  /** Keys of docs/references.bib. */
  readonly source?: readonly string[];
}

/** A finding by its number in docs/findings, or a pattern of the record by its number in the second table of docs/ODD.md. */
export type Pattern = `${'finding' | 'record'} ${number}`;

/** Rows by the key that a scenario gives. */
export type ParameterTable = Readonly<Record<string, ParameterRow>>;

/** Values of the parameters of a table at one tick. */
export type ValuesOf<T extends ParameterTable> = {
  -readonly [K in keyof T]: T[K] extends { choices: readonly (infer C)[] } ? C : number;
};

/** A table without known rows. */
export type NoParameters = Readonly<Record<never, ParameterRow>>;

/** Added to the type of a world from which the parameters of a table are read. */
export type Reads<T extends ParameterTable> = { parameters: ValuesOf<T> };

export const PARAMETER_GROUPS = {
  costs: 'The two costs that the laboratory is about',
  system: 'Scales and bounds of the system',
  capability: 'Capabilities',
  perception: 'Perception',
  choice: 'Choice and bargaining',
  terms: 'Weights of the value terms',
  agreements: 'Agreements: depths, terms, ageing',
  conflict: 'Disputes, wars and honouring',
  learning: 'Learning',
} as const;
export type ParameterGroup = keyof typeof PARAMETER_GROUPS;

/** Rows by group. Each is a line of numbers and a line of meaning. */
// prettier-ignore
export const SHARED_PARAMETERS = {
  costs: {
    entrapment_cost: { default: 1, min: 0, max: 20, swept: [0, 4], unit: 'multiplier', basis: 'literature', source: ['Snyder1984', 'Snyder1997'],
      meaning: 'how much a state minds the risk of being drawn into the wars of those it is obliged to' },
    abandonment_cost: { default: 1, min: 0, max: 20, swept: [0, 4], unit: 'multiplier', basis: 'literature', source: ['Snyder1984', 'Snyder1997'],
      meaning: 'how much a state minds depending on help that may not come' },
  },
  system: {
    military_weight: { default: 0.5, min: 0, max: 1, swept: [0.25, 0.75], unit: 'share', basis: 'literature', source: ['SingerBremerStuckey1972'],
      meaning: 'weight of military against economic capability in power' },
    reach_km: { default: 3000, min: 100, max: 50000, swept: [1500, 6000], unit: 'km', basis: 'assumed', source: ['Boulding1962'],
      meaning: 'distance at which a state of projection 1 brings half of its strength to bear' },
    contest_exponent: { default: 1.5, min: 0.1, max: 5, swept: [0.75, 3], unit: 'exponent', basis: 'literature', source: ['Hirshleifer1989'],
      meaning: 'decisiveness of superior strength in a contest' },
    attention: { default: 5, min: 1, max: MAX_ATTENTION, swept: [3, 8], integer: true, unit: 'states', basis: 'assumed', source: ['Simon1955'],
      meaning: 'number of threats a state attends to' },
    candidates: { default: 8, min: 1, max: 40, swept: [4, 16], integer: true, unit: 'states', basis: 'assumed', source: ['Simon1955'],
      meaning: 'number of states without a tie that a state considers in a turn, as well as its partners and main threats' },
    candidate_affinity: { default: 0.3, min: 0, max: 10, swept: [0, 1], unit: 'weight', basis: 'assumed', source: ['Kinne2018'],
      meaning: 'weight of affinity against help and shared threats in whom a state considers' },
    reviews: { default: 3, min: 0, max: 40, swept: [1, 8], integer: true, unit: 'agreements', basis: 'assumed', source: ['Simon1955'],
      meaning: "number of its own agreements that a state reviews in a turn, in rotation, and of others' that it considers joining" },
    groups: { default: 3, min: 0, max: 10, swept: [1, 5], integer: true, unit: 'groups', basis: 'assumed', source: ['Simon1955', 'Poast2010'],
      meaning: 'number of groups of three that a state considers against each of its greatest threats' },
    turns: { default: 1, min: 1, max: 10, swept: [1, 3], integer: true, unit: 'turns', basis: 'assumed',
      meaning: 'number of changes a state may make in a tick' },
    update_order: { default: 'in-turn', choices: ['in-turn', 'together'], unit: 'one of a list', basis: 'literature', source: ['HubermanGlance1993'],
      meaning: 'whether later states see the choices of earlier ones in the same tick' },
    dispute_concurrency: { default: 'parallel', choices: ['parallel', 'serial'], unit: 'one of a list', basis: 'literature', source: ['Duffy1992'],
      meaning: 'whether the disputes of a tick happen at once or one after another' },
  },
  capability: {
    growth_noise: { default: 0.04, min: 0, max: 0.5, swept: [0.01, 0.08], unit: 'standard deviation of growth per tick', basis: 'literature', source: ['SingerBremerStuckey1972'],
      meaning: 'size of the fat-tailed shocks to economic growth' },
    market_access: { default: 0.002, min: 0, max: 0.05, swept: [0, 0.006], unit: 'growth per tick', basis: 'assumed', source: ['Gowa1994'],
      meaning: 'growth that full economic cooperation adds' },
    internal_balancing: { default: 0.5, min: 0, max: 3, swept: [0, 1.5], unit: 'share', basis: 'assumed', source: ['Waltz1979'],
      meaning: 'how far insecurity raises the military share that a state aims at' },
    military_adjustment: { default: 0.2, min: 0, max: 1, swept: [0.05, 0.5], unit: 'share per tick', basis: 'assumed', source: ['Richardson1960'],
      meaning: 'how fast the military moves toward its aim' },
  },
  perception: {
    perception_inertia: { default: 0.85, min: 0, max: 0.99, swept: [0.5, 0.95], unit: 'share per tick', basis: 'assumed', source: ['Jervis1976'],
      meaning: 'weight of what was believed before' },
    perception_noise: { default: 0.02, min: 0, max: 0.5, swept: [0, 0.1], unit: 'share of intent', basis: 'assumed', source: ['Jervis1976'],
      meaning: 'standard deviation of the error in seeing intent, for a state of perception error 1' },
    intent_dispute_share: { default: 0.35, min: 0, max: 1, swept: [0.15, 0.6], unit: 'share', basis: 'behaviour', chosenFor: ['finding 5'],
      meaning: 'part of a dispute that reads as aggressive intent even in a state content with the status quo' },
    intent_ideology: { default: 0.3, min: 0, max: 1, swept: [0, 0.6], unit: 'weight', basis: 'assumed', source: ['Haas2005'],
      meaning: 'weight of ideological distance in the intent read into a revisionist' },
    intent_trade_relief: { default: 2, min: 0, max: 10, swept: [0, 5], unit: 'per unit of trade', basis: 'assumed', source: ['RussettOneal2001'],
      meaning: 'how strongly trade lowers perceived intent' },
    intent_trade_limit: { default: 0.6, min: 0, max: 1, swept: [0.2, 0.9], unit: 'share', basis: 'assumed', source: ['RussettOneal2001'],
      meaning: 'the most by which trade lowers perceived intent' },
    intent_tie_relief: { default: 0.7, min: 0, max: 1, swept: [0.35, 0.95], unit: 'share', basis: 'assumed', source: ['Schweller1994'],
      meaning: 'how far an agreement of depth 1 lowers perceived intent between its members (accommodation)' },
    security_dilemma: { default: 0.1, min: 0, max: 1, swept: [0, 0.3], unit: 'weight', basis: 'assumed', source: ['Jervis1978'],
      meaning: "how far a state's alliances with one's rivals raise its perceived intent" },
    exclusion_rivalry: { default: 0.03, min: 0, max: 1, swept: [0, 0.1], unit: 'weight', basis: 'assumed', source: ['Wilkins2012'],
      meaning: "how far a state's partnerships and minilaterals with one's rivals raise its perceived intent" },
    intelligence_gain: { default: 0.3, min: 0, max: 1, swept: [0, 0.8], unit: 'share', basis: 'assumed', source: ['Wilkins2012'],
      meaning: 'how far intelligence cooperation lowers the error in seeing intent' },
  },
  choice: {
    consent_temperature: { default: 0.002, min: 0.00001, max: 0.1, swept: [0.0005, 0.008], unit: 'utility', basis: 'assumed', source: ['McFadden1974'],
      meaning: 'width of the uncertainty about consent' },
    proposals: { default: 2, min: 1, max: 6, swept: [1, 4], integer: true, unit: 'options', basis: 'assumed', source: ['Simon1955'],
      meaning: 'number of options of each strategy for which a state works out whether the others would consent' },
    offence_level: { default: 0.1, min: 0, max: 1, swept: [0.03, 0.3], unit: 'hostility x revisionism', basis: 'assumed', source: ['Schweller1994'],
      meaning: 'level from which a state considers an offensive alliance against a common target' },
    main_threat_level: { default: 0.04, min: 0, max: 1, swept: [0.01, 0.15], unit: 'intent x strength ratio', basis: 'assumed', source: ['Schweller2004'],
      meaning: 'level from which a threat is a main threat that one can bandwagon with or underbalance' },
    consent_floor: { default: 0.05, min: 0, max: 1, swept: [0, 0.25], unit: 'probability', basis: 'assumed',
      meaning: 'probability of consent below which an offer is not made' },
    consent_luck: { default: 'accession', choices: ['own', 'accession', 'common'], unit: 'one of a list', basis: 'literature', source: ['Tsebelis2002'],
      meaning: 'whether each consent to a proposal is uncertain by itself, or, to an accession or to any, all together, so that the most reluctant decides' },
    taste_sd: { default: 0.02, min: 0, max: 1, swept: [0, 0.04], unit: 'utility', basis: 'behaviour', source: ['Samuelson1938', 'Heckman1981'],
      meaning: 'standard deviation, before the start is looked at, of what lastingly speaks for an agreement in force or against one that is not; 0 = none' },
    taste_margin: { default: 0.007, min: 0, max: 1, swept: [0, 0.015], unit: 'utility', basis: 'behaviour', source: ['Heckman1981'],
      meaning: 'by how much the start shows at least that what was not signed for years was not worth it' },
    taste_drift: { default: 0.008, min: 0, max: 1, swept: [0, 0.02], unit: 'utility', basis: 'assumed', source: ['Heckman1981'],
      meaning: 'standard deviation to which the liking of a pair drifts' },
    eligibility: { default: 'region', choices: ['region', 'any'], unit: 'one of a list', basis: 'literature', source: ['BuzanWaever2003'],
      meaning: 'who can join an agreement of many that does not say whom it is open to: states with a member in their region that attend to an adversary it names, or any' },
    payment_limit: { default: 0.006, min: 0, max: 0.1, swept: [0, 0.02], unit: 'utility', basis: 'assumed', source: ['Crawford2011'],
      meaning: 'the most that a state pays for the consent of another' },
    payment_rate: { default: 0.5, min: 0, max: 10, swept: [0, 2], unit: 'share of economy per utility', basis: 'assumed', source: ['Crawford2011'],
      meaning: 'economic capability that a unit of side payment costs' },
  },
  terms: {
    cooperation_proximity: { default: 0, min: 0, max: 1, swept: [0, 1], unit: 'share', basis: 'literature', source: ['Deutsch1957', 'BuzanWaever2003', 'Kinne2018'],
      meaning: 'how far the worth of cooperation, and the affinity by which candidates are found, fall with distance: 0 = not at all, 1 = with proximity' },
    organisation_overlap: { default: 0.5, min: 0, max: 1, swept: [0.3, 0.8], unit: 'share', basis: 'behaviour', source: ['OlsonZeckhauser1966', 'Poast2010', 'Weitsman2004'],
      meaning: "what a further member of an agreement adds to the fears about an adversary, against the member before: 1 = each counts in full and its weight against one's own apart" },
    cooperation_strength: { default: 0.2, min: 0, max: 1, swept: [0, 0.5], unit: 'share', basis: 'behaviour', chosenFor: ['finding 1'], source: ['Wilkins2012'],
      meaning: "how far cooperation strengthens a state's own defence" },
  },
  agreements: {
    alliance_depth: { default: 0.85, min: 0, max: 1, swept: [0.6, 1], unit: 'depth', basis: 'behaviour', chosenFor: ['finding 2'],
      meaning: 'depth of a new formal alliance' },
    informal_depth: { default: 0.6, min: 0, max: 1, swept: [0.3, 0.85], unit: 'depth', basis: 'assumed', source: ['Lipson1991'],
      meaning: 'depth of a new informal alliance' },
    neutrality_depth: { default: 0.4, min: 0, max: 1, swept: [0.2, 0.8], unit: 'depth', basis: 'assumed',
      meaning: 'depth of a new neutrality pact' },
    minilateral_depth: { default: 0.5, min: 0, max: 1, swept: [0.25, 0.7], unit: 'depth', basis: 'assumed', source: ['IISS2021'],
      meaning: 'depth of a new minilateral' },
    partnership_depth: { default: 0.25, min: 0, max: 1, swept: [0.1, 0.5], unit: 'depth', basis: 'behaviour', chosenFor: ['finding 1'], source: ['Wilkins2012'],
      meaning: 'depth of a new partnership' },
    material_support: { default: 0.2, min: 0, max: 2, swept: [0, 0.6], unit: 'share', basis: 'behaviour', chosenFor: ['finding 2'], source: ['Wilkins2012'],
      meaning: 'expected material support from a security partner without an obligation, as a share of the depth' },
    discretion_discount: { default: 0.8, min: 0, max: 1, swept: [0.4, 1], unit: 'share', basis: 'assumed', source: ['LeedsEtAl2002'],
      meaning: 'what an obligation with discretion is worth against a plain one' },
    depth_growth: { default: 0.01, min: 0, max: 0.5, swept: [0, 0.04], unit: 'depth per tick', basis: 'assumed', source: ['Weitsman2004'],
      meaning: 'growth of depth under a fully shared threat' },
    depth_decay: { default: 0.004, min: 0, max: 0.5, swept: [0, 0.02], unit: 'depth per tick', basis: 'assumed', source: ['Walt1997'],
      meaning: 'decay of depth without a shared threat' },
    depth_step: { default: 0.15, min: 0.01, max: 1, swept: [0.05, 0.3], unit: 'depth', basis: 'assumed',
      meaning: 'depth added when an alliance is deepened by consent' },
    alliance_term: { default: 10, min: 0, max: 200, swept: [5, 20], integer: true, unit: 'ticks', basis: 'literature', source: ['LeedsEtAl2002'],
      meaning: 'term of alliances founded in the model; 0 = without end' },
    partnership_term: { default: 5, min: 0, max: 200, swept: [2, 15], integer: true, unit: 'ticks', basis: 'assumed', source: ['Wilkins2012'],
      meaning: 'term of partnerships and minilaterals founded in the model; 0 = without end' },
  },
  conflict: {
    dispute_onset: { default: 0.3, min: 0, max: 1, swept: [0.1, 0.6], unit: 'probability per tick', basis: 'behaviour', chosenFor: ['record 12'],
      meaning: 'hazard of a dispute from a fully hostile, fully revisionist, overwhelming initiator' },
    onset_content: { default: 0.1, min: 0, max: 1, swept: [0, 0.4], unit: 'share', basis: 'behaviour', chosenFor: ['finding 5'],
      meaning: 'hazard of a dispute from a state content with the status quo against that from a full revisionist' },
    dispute_trade: { default: 3, min: 0, max: 50, swept: [0, 10], unit: 'per unit of trade', basis: 'literature', source: ['RussettOneal2001'],
      meaning: 'how strongly trade lowers the hazard of a dispute' },
    dispute_partners: { default: 0.6, min: 0, max: 1, swept: [0.2, 1], unit: 'share', basis: 'assumed',
      meaning: 'hazard between partners relative to that between states without a tie' },
    dispute_allies: { default: 0.05, min: 0, max: 1, swept: [0, 0.5], unit: 'share', basis: 'assumed', source: ['Leeds2003'],
      meaning: 'hazard between states bound by nonaggression or a defence obligation, relative to that between states without a tie' },
    attack_share: { default: 0.2, min: 0, max: 1, swept: [0.05, 0.5], unit: 'probability', basis: 'behaviour', chosenFor: ['record 7'], source: ['LeedsLongMitchell2000'],
      meaning: 'probability that a dispute goes as far as an armed attack, which calls up obligations and can become a war' },
    chain_call: { default: 0.8, min: 0, max: 1, swept: [0, 0.9], unit: 'probability', basis: 'behaviour', source: ['SiversonStarr1990', 'ChristensenSnyder1990'],
      meaning: 'probability that a state joining a dispute calls up those who owe a state of the other side defence against it; for each further link of the chain times as much again; 0 = chains end with the allies of the two that began' },
    escalation: { default: 0.3, min: 0, max: 1, swept: [0.1, 0.7], unit: 'probability', basis: 'behaviour', chosenFor: ['record 12'],
      meaning: 'probability that an attack between even sides becomes a war' },
    war_loss: { default: 0.1, min: 0, max: 0.9, swept: [0.03, 0.3], unit: 'share', basis: 'assumed', source: ['OrganskiKugler1980'],
      meaning: 'capability that the principal loser of a war loses' },
    war_loss_helpers: { default: 0.03, min: 0, max: 0.9, swept: [0, 0.1], unit: 'share', basis: 'assumed',
      meaning: 'capability that those who fought on the losing side lose' },
    war_spoils: { default: 0.5, min: 0, max: 1, swept: [0, 1], unit: 'share', basis: 'assumed',
      meaning: 'share of what the losers lose that goes to the winners' },
    war_toll: { default: 0.04, min: 0, max: 0.9, swept: [0, 0.12], unit: 'share', basis: 'assumed',
      meaning: 'military capability that the winners lose' },
    honour_depth: { default: 6, min: 0, max: 20, swept: [2, 10], unit: 'logit', basis: 'assumed', source: ['LeedsLongMitchell2000'],
      meaning: 'effect of depth on honouring' },
    honour_stake: { default: 5, min: 0, max: 20, swept: [0, 10], unit: 'logit', basis: 'assumed', source: ['Snyder1997'],
      meaning: 'effect of an own stake against the adversary on honouring' },
    honour_formal: { default: 0.5, min: 0, max: 10, swept: [0, 2], unit: 'logit', basis: 'literature', source: ['Fearon1994', 'Morrow2000'],
      meaning: 'audience cost: effect of a formal treaty on honouring' },
    honour_offence: { default: 1, min: -10, max: 10, swept: [0, 3], unit: 'logit', basis: 'literature', source: ['LeedsLongMitchell2000'],
      meaning: 'difference in honouring an offence obligation from a defence one' },
    honour_neutrality: { default: 1.5, min: -10, max: 10, swept: [0, 3], unit: 'logit', basis: 'literature', source: ['LeedsLongMitchell2000'],
      meaning: 'difference in honouring a neutrality obligation from a defence one' },
    honour_discretion: { default: 0.7, min: 0, max: 10, swept: [0, 2], unit: 'logit', basis: 'assumed', source: ['LeedsEtAl2002'],
      meaning: 'effect of discretion against honouring' },
    honour_cost: { default: 2, min: 0, max: 20, swept: [0, 5], unit: 'logit', basis: 'behaviour', chosenFor: ['record 6'], source: ['Snyder1984'],
      meaning: 'effect of the danger of the war, times the entrapment cost, against honouring' },
    honour_reputation: { default: 1, min: 0, max: 10, swept: [0, 4], unit: 'logit', basis: 'assumed', source: ['Crescenzi2018'],
      meaning: "effect of the protected state's own reliability on honouring" },
    honour_members: { default: 0, min: 0, max: 10, swept: [0, 2], unit: 'logit per logarithm', basis: 'assumed', source: ['OlsonZeckhauser1966'],
      meaning: 'effect against honouring of the other members who could come instead: times the logarithm of their number, the protected state counted' },
    stake_level: { default: 0.15, min: 0, max: 1, swept: [0.05, 0.4], unit: 'intent', basis: 'assumed', source: ['Snyder1984'],
      meaning: 'perceived intent from which a state has a stake of its own against an adversary' },
  },
  learning: {
    reliability_prior: { default: 0.75, min: 0, max: 1, swept: [0.5, 0.95], unit: 'probability', basis: 'literature', source: ['LeedsLongMitchell2000'],
      meaning: 'what is believed of an ally that was never tested' },
    reliability_strength: { default: 2, min: 0.1, max: 100, swept: [0.5, 8], unit: 'observations', basis: 'assumed', source: ['Crescenzi2018'],
      meaning: 'weight of the prior belief about reliability' },
    reliability_onlookers: { default: 0.3, min: 0, max: 1, swept: [0, 1], unit: 'observations', basis: 'assumed', source: ['Crescenzi2018'],
      meaning: 'weight of an event for others than those concerned, whose own weight is 1' },
    reliability_fading: { default: 0.02, min: 0, max: 1, swept: [0, 0.1], unit: 'share per tick', basis: 'assumed', source: ['Crescenzi2018'],
      meaning: 'how fast evidence about reliability fades' },
    dispute_intent: { default: 0.1, min: 0, max: 1, swept: [0, 0.3], unit: 'intent', basis: 'assumed', source: ['Jervis1976'],
      meaning: "rise of the target's belief in the initiator's intent after a dispute" },
    dispute_onlookers: { default: 0.02, min: 0, max: 1, swept: [0, 0.06], unit: 'intent', basis: 'assumed', source: ['Crescenzi2018'],
      meaning: "rise of onlookers' belief, times the initiator's reach" },
    dispute_hostility: { default: 0.03, min: 0, max: 1, swept: [0, 0.1], unit: 'hostility', basis: 'assumed', source: ['DiehlGoertz2000'],
      meaning: 'rise of hostility after a dispute' },
    hostility_decay: { default: 0.01, min: 0, max: 1, swept: [0, 0.04], unit: 'share per tick', basis: 'assumed', source: ['DiehlGoertz2000'],
      meaning: 'how fast hostility fades' },
    threat_coupling: { default: 0.3, min: 0, max: 1, swept: [0, 0.9], unit: 'share', basis: 'assumed', source: ['Grgic2024'],
      meaning: "how far the rise of one's allies' fears after a dispute becomes one's own, across theatres" },
  },
} as const satisfies Record<ParameterGroup, ParameterTable>;

type Shared = typeof SHARED_PARAMETERS;
/** Values, at one tick, of the parameters that no term or rule owns. */
export type SharedParameters = ValuesOf<
  Shared['costs'] &
    Shared['system'] &
    Shared['capability'] &
    Shared['perception'] &
    Shared['choice'] &
    Shared['terms'] &
    Shared['agreements'] &
    Shared['conflict'] &
    Shared['learning']
>;
