/**
 * Every parameter of the model: the schema's bounds, the help, the reference and the sweep axes are made from this table.
 *
 * `basis`: `literature` (a published figure or form, see `source`), `assumed` (no source; swept over its range) or `behaviour` (chosen so that the
 * findings of the ODD document come out). `source` names keys of docs/references.bib.
 */
export interface ParameterSpec {
  default: number | string;
  min?: number;
  max?: number;
  integer?: boolean;
  choices?: readonly string[];
  unit: string;
  meaning: string;
  group: ParameterGroup;
  basis: 'literature' | 'assumed' | 'behaviour';
  source: readonly string[];
}

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

const number = (
  group: ParameterGroup,
  standard: number,
  [min, max]: readonly [number, number],
  unit: string,
  meaning: string,
  basis: ParameterSpec['basis'] = 'assumed',
  ...source: string[]
) => ({ default: standard, min, max, unit, meaning, group, basis, source }) satisfies ParameterSpec;

const whole = (...args: Parameters<typeof number>) => ({ ...number(...args), integer: true });

const choice = <const C extends readonly string[]>(group: ParameterGroup, standard: C[number], choices: C, meaning: string, ...source: string[]) => ({
  default: standard as C[number],
  choices,
  unit: 'one of a list',
  meaning,
  group,
  basis: 'literature' as const,
  source,
});

export const PARAMETERS = {
  // the two costs
  entrapment_cost: number('costs', 1, [0, 20], 'multiplier', 'how much a state minds the risk of being drawn into the wars of those it is obliged to', 'literature', 'Snyder1984', 'Snyder1997'),
  abandonment_cost: number('costs', 1, [0, 20], 'multiplier', 'how much a state minds depending on help that may not come', 'literature', 'Snyder1984', 'Snyder1997'),

  // system
  military_weight: number('system', 0.5, [0, 1], 'share', 'weight of military against economic capability in power', 'literature', 'SingerBremerStuckey1972'),
  reach_km: number('system', 3000, [100, 50000], 'km', 'distance at which a state of projection 1 brings half of its strength to bear', 'assumed', 'Boulding1962'),
  contest_exponent: number('system', 1.5, [0.1, 5], 'exponent', 'decisiveness of superior strength in a contest', 'literature', 'Hirshleifer1989'),
  attention: whole('system', 5, [1, 12], 'states', 'number of threats a state attends to', 'assumed', 'Simon1955'),
  candidates: whole('system', 8, [1, 40], 'states', 'number of states without a tie that a state considers in a turn, beside its partners and main threats', 'assumed', 'Simon1955'),
  turns: whole('system', 1, [1, 10], 'turns', 'number of changes a state may make in a tick', 'assumed'),
  update_order: choice('system', 'in-turn', ['in-turn', 'together'], 'whether later states see the choices of earlier ones in the same tick', 'HubermanGlance1993'),
  dispute_concurrency: choice('system', 'parallel', ['parallel', 'serial'], 'whether the disputes of a tick happen at once or one after another', 'Duffy1992'),

  // capability
  growth_noise: number('capability', 0.04, [0, 0.5], 'standard deviation of log capability per tick', 'size of the fat-tailed shocks to economic growth', 'literature', 'SingerBremerStuckey1972'),
  market_access: number('capability', 0.002, [0, 0.05], 'growth per tick', 'growth that full economic cooperation adds', 'assumed', 'Gowa1994'),
  internal_balancing: number('capability', 0.5, [0, 3], 'share', 'how far insecurity raises the military share that a state aims at', 'assumed', 'Waltz1979'),
  military_adjustment: number('capability', 0.2, [0, 1], 'share per tick', 'how fast the military moves toward its aim', 'assumed', 'Richardson1960'),

  // perception
  perception_inertia: number('perception', 0.85, [0, 0.99], 'share per tick', 'weight of what was believed before', 'assumed', 'Jervis1976'),
  perception_noise: number('perception', 0.02, [0, 0.5], 'share of intent', 'standard deviation of the error in seeing intent, for a state of perception error 1', 'assumed', 'Jervis1976'),
  intent_dispute_share: number('perception', 0.35, [0, 1], 'share', 'part of a dispute that reads as aggressive intent even in a state content with the status quo', 'behaviour'),
  intent_ideology: number('perception', 0.3, [0, 1], 'weight', 'weight of ideological distance in the intent read into a revisionist', 'assumed', 'Haas2005'),
  intent_trade_relief: number('perception', 2, [0, 10], 'per unit of trade', 'how strongly trade lowers perceived intent', 'assumed', 'RussettOneal2001'),
  intent_trade_limit: number('perception', 0.6, [0, 1], 'share', 'the most by which trade lowers perceived intent', 'assumed', 'RussettOneal2001'),
  intent_tie_relief: number('perception', 0.7, [0, 1], 'share', 'how far an agreement of depth 1 lowers perceived intent between its members (accommodation)', 'assumed', 'Schweller1994'),
  security_dilemma: number('perception', 0.1, [0, 1], 'weight', "how far a state's alliances with one's rivals raise its perceived intent", 'assumed', 'Jervis1978'),
  exclusion_rivalry: number('perception', 0.03, [0, 1], 'weight', "how far a state's partnerships and minilaterals with one's rivals raise its perceived intent", 'assumed', 'Wilkins2012'),
  intelligence_gain: number('perception', 0.3, [0, 1], 'share', 'how far intelligence cooperation lowers the error in seeing intent', 'assumed', 'Wilkins2012'),

  // choice
  temperature: number('choice', 0.003, [0, 0.1], 'utility', 'size of the random part of choice among strategies', 'behaviour', 'McFadden1974'),
  consent_temperature: number('choice', 0.002, [0.00001, 0.1], 'utility', 'width of the uncertainty about consent', 'assumed', 'McFadden1974'),
  proposals: whole('choice', 2, [1, 6], 'options', 'number of options of each strategy for which a state works out whether the others would consent', 'assumed', 'Simon1955'),
  main_threat_level: number('choice', 0.04, [0, 1], 'intent x strength ratio', 'level from which a threat is a main threat that one can bandwagon with or underbalance', 'assumed', 'Schweller2004'),
  payment_limit: number('choice', 0.006, [0, 0.1], 'utility', 'the most that a state pays for the consent of another', 'assumed', 'Crawford2011'),
  payment_rate: number('choice', 0.5, [0, 10], 'share of economy per utility', 'economic capability that a unit of side payment costs', 'assumed', 'Crawford2011'),
  inertia_choice: number('choice', 0.95, [0, 1], 'chance', 'chance that the rule `inertia` keeps everything as it is', 'assumed'),

  // terms
  security_weight: number('terms', 1, [0, 10], 'weight', 'weight of the fall of insecurity', 'assumed', 'Walt1987'),
  denial_weight: number('terms', 1.5, [0, 10], 'weight', 'weight of keeping own threats from taking the other', 'behaviour', 'Walt1987'),
  cooperation_weight: number('terms', 0.03, [0, 1], 'utility', 'gain from full cooperation with a like-minded equal', 'behaviour', 'Kinne2018'),
  cooperation_alliance: number('terms', 0.9, [0, 1], 'share', 'cooperation in an alliance against that in a partnership: partnerships are broader', 'assumed', 'Wilkins2012'),
  cooperation_closure: number('terms', 0.5, [0, 5], 'weight', "worth of common partners and of the other's popularity", 'literature', 'Kinne2018'),
  cooperation_strength: number('terms', 0.2, [0, 1], 'share', "how far cooperation strengthens a state's own defence", 'behaviour', 'Wilkins2012'),
  entrapment_weight: number('terms', 0.1, [0, 2], 'weight', 'scale of the entrapment term at entrapment cost 1', 'behaviour', 'Snyder1984'),
  entrapment_partnership: number('terms', 0.5, [0, 1], 'share', 'scope of entrapment under an agreement without an obligation to fight', 'assumed', 'Wilkins2012'),
  abandonment_weight: number('terms', 0.5, [0, 5], 'weight', 'scale of the abandonment term at abandonment cost 1', 'behaviour', 'Snyder1984'),
  autonomy_weight: number('terms', 0.03, [0, 1], 'utility', 'price of autonomy that the junior member pays for full depth', 'literature', 'Morrow1991'),
  bargaining_power: number('terms', 0.3, [0, 1], 'share', 'how far partners elsewhere lower the price of autonomy', 'assumed', 'Kuik2008'),
  exposure_weight: number('terms', 0.5, [0, 5], 'weight', "weight of trade lost with the other's adversaries", 'behaviour', 'Gowa1994'),
  accommodation_weight: number('terms', 0.6, [0, 5], 'weight', 'weight of appeasing a threat by aligning with it', 'behaviour', 'Walt1987'),
  spoils_weight: number('terms', 0.03, [0, 1], 'utility', 'weight of the gains that revisionists expect from a common cause', 'assumed', 'Schweller1994'),
  division_weight: number('terms', 0.3, [0, 5], 'weight', "weight for a challenger of detaching the other from its targets' defence", 'assumed', 'Crawford2011'),
  leakage_weight: number('terms', 0.1, [0, 1], 'weight', 'weight of suspicion and leaked secrets', 'assumed', 'Jervis1976'),
  upkeep: number('terms', 0.002, [0, 0.1], 'utility per tick', 'upkeep of a bilateral partnership', 'behaviour', 'Weitsman2004'),
  upkeep_members: number('terms', 0.15, [0, 2], 'share per member', 'growth of upkeep with each member beyond the second', 'assumed', 'Olson1965'),
  upkeep_capacity: number('terms', 12, [1, 1000], 'agreements', 'number of agreements that doubles the upkeep of one more', 'behaviour', 'Simon1955'),
  signing_cost: number('terms', 0.006, [0, 0.2], 'utility', 'cost of signing a partnership; an alliance costs twice as much, an informal agreement half', 'assumed', 'Morrow2000'),
  leaving_cost: number('terms', 0.03, [0, 1], 'utility', 'cost of leaving a formal alliance within its term', 'literature', 'Leeds2003'),
  leaving_informal: number('terms', 0.2, [0, 1], 'share', 'cost of leaving a partnership, a minilateral or an informal alliance against that of a formal one', 'assumed', 'Lipson1991'),

  // agreements
  alliance_depth: number('agreements', 0.85, [0, 1], 'depth', 'depth of a new formal alliance', 'behaviour'),
  informal_depth: number('agreements', 0.6, [0, 1], 'depth', 'depth of a new informal alliance', 'assumed', 'Lipson1991'),
  neutrality_depth: number('agreements', 0.4, [0, 1], 'depth', 'depth of a new neutrality pact', 'assumed'),
  minilateral_depth: number('agreements', 0.5, [0, 1], 'depth', 'depth of a new minilateral', 'assumed', 'IISS2021'),
  partnership_depth: number('agreements', 0.25, [0, 1], 'depth', 'depth of a new partnership', 'behaviour', 'Wilkins2012'),
  material_support: number('agreements', 1, [0, 2], 'share', 'expected material support from a security partner without an obligation, as a share of the depth', 'behaviour', 'Wilkins2012'),
  discretion_discount: number('agreements', 0.8, [0, 1], 'share', 'what an obligation with discretion is worth against a plain one', 'assumed', 'LeedsEtAl2002'),
  depth_growth: number('agreements', 0.01, [0, 0.5], 'depth per tick', 'growth of depth under a fully shared threat', 'assumed', 'Weitsman2004'),
  depth_decay: number('agreements', 0.004, [0, 0.5], 'depth per tick', 'decay of depth without a shared threat', 'assumed', 'Walt1997'),
  depth_step: number('agreements', 0.15, [0.01, 1], 'depth', 'depth added when an alliance is deepened by consent', 'assumed'),
  alliance_term: whole('agreements', 10, [0, 200], 'ticks', 'term of alliances founded in the model; 0 = without end', 'literature', 'LeedsEtAl2002'),
  partnership_term: whole('agreements', 5, [0, 200], 'ticks', 'term of partnerships and minilaterals founded in the model; 0 = without end', 'assumed', 'Wilkins2012'),

  // conflict
  dispute_onset: number('conflict', 0.06, [0, 1], 'chance per tick', 'hazard of a dispute from a fully hostile, fully revisionist, overwhelming initiator', 'behaviour'),
  dispute_trade: number('conflict', 3, [0, 50], 'per unit of trade', 'how strongly trade lowers the hazard of a dispute', 'literature', 'RussettOneal2001'),
  dispute_partners: number('conflict', 0.6, [0, 1], 'share', 'hazard between partners against that between strangers', 'assumed'),
  dispute_allies: number('conflict', 0.05, [0, 1], 'share', 'hazard between states bound by nonaggression or a defence obligation against that between strangers', 'assumed', 'Leeds2003'),
  escalation: number('conflict', 0.2, [0, 1], 'chance', 'chance that a dispute between even sides becomes a war', 'behaviour'),
  war_loss: number('conflict', 0.1, [0, 0.9], 'share', 'capability that the principal loser of a war loses', 'assumed', 'OrganskiKugler1980'),
  war_loss_helpers: number('conflict', 0.03, [0, 0.9], 'share', 'capability that those who fought on the losing side lose', 'assumed'),
  war_spoils: number('conflict', 0.5, [0, 1], 'share', 'share of what the losers lose that goes to the winners', 'assumed'),
  war_toll: number('conflict', 0.04, [0, 0.9], 'share', 'military capability that the winners lose', 'assumed'),
  honour_depth: number('conflict', 6, [0, 20], 'logit', 'effect of depth on honouring', 'assumed', 'LeedsLongMitchell2000'),
  honour_stake: number('conflict', 5, [0, 20], 'logit', 'effect of an own stake against the adversary on honouring', 'assumed', 'Snyder1997'),
  honour_formal: number('conflict', 0.5, [0, 10], 'logit', 'audience cost: effect of a formal treaty on honouring', 'literature', 'Fearon1994', 'Morrow2000'),
  honour_offence: number('conflict', 1, [-10, 10], 'logit', 'difference in honouring an offence obligation from a defence one', 'literature', 'LeedsLongMitchell2000'),
  honour_neutrality: number('conflict', 1.5, [-10, 10], 'logit', 'difference in honouring a neutrality obligation from a defence one', 'literature', 'LeedsLongMitchell2000'),
  honour_discretion: number('conflict', 0.7, [0, 10], 'logit', 'effect of discretion against honouring', 'assumed', 'LeedsEtAl2002'),
  honour_cost: number('conflict', 2, [0, 20], 'logit', 'effect of the danger of the war, times the entrapment cost, against honouring', 'behaviour', 'Snyder1984'),
  honour_reputation: number('conflict', 1, [0, 10], 'logit', "effect of the protected state's own reliability on honouring", 'assumed', 'Crescenzi2018'),
  stake_level: number('conflict', 0.15, [0, 1], 'intent', 'perceived intent from which a state has a stake of its own against an adversary', 'assumed', 'Snyder1984'),

  // learning
  reliability_prior: number('learning', 0.75, [0, 1], 'chance', 'what is believed of an ally that was never tested', 'literature', 'LeedsLongMitchell2000'),
  reliability_strength: number('learning', 2, [0.1, 100], 'observations', 'weight of the prior belief about reliability', 'assumed', 'Crescenzi2018'),
  reliability_onlookers: number('learning', 0.3, [0, 1], 'observations', "weight of an event for others than those concerned, whose own weight is 1", 'assumed', 'Crescenzi2018'),
  reliability_fading: number('learning', 0.02, [0, 1], 'share per tick', 'how fast evidence about reliability fades', 'assumed', 'Crescenzi2018'),
  dispute_intent: number('learning', 0.2, [0, 1], 'intent', "rise of the target's belief in the initiator's intent after a dispute", 'assumed', 'Jervis1976'),
  dispute_onlookers: number('learning', 0.06, [0, 1], 'intent', "rise of onlookers' belief, times the initiator's reach", 'assumed', 'Crescenzi2018'),
  dispute_hostility: number('learning', 0.05, [0, 1], 'hostility', 'rise of hostility after a dispute', 'assumed', 'DiehlGoertz2000'),
  hostility_decay: number('learning', 0.005, [0, 1], 'share per tick', 'how fast hostility fades', 'assumed', 'DiehlGoertz2000'),
  threat_coupling: number('learning', 0.3, [0, 1], 'share', "how far the rise of one's allies' fears after a dispute becomes one's own, across theatres", 'assumed', 'Grgic2024'),
} as const;

export type ParameterKey = keyof typeof PARAMETERS;
/** Resolved values at one tick. */
export type ModelParameters = { -readonly [K in ParameterKey]: (typeof PARAMETERS)[K] extends { choices: readonly (infer C)[] } ? C : number };

export const PARAMETER_KEYS = Object.keys(PARAMETERS) as ParameterKey[];

export function defaultParameters(): ModelParameters {
  return Object.fromEntries(PARAMETER_KEYS.map((k) => [k, PARAMETERS[k].default])) as unknown as ModelParameters;
}
