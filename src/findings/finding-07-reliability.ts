import { ACTS, TEST_TICK } from './acts.ts';
import { hypothesis, type Arm, type Finding } from './finding.ts';

const TICKS = 20;
const OWN_SYSTEM = 'generate.per_replicate=true';
const tested = (name: 'honours' | 'reneges'): Arm => ({
  name,
  world: 'synthetic-30',
  sets: [OWN_SYSTEM],
  ticks: TICKS,
  watch: 'tested',
  act: name,
});
/** Small states between an overwhelming challenger that is open to ties and two powers far away that quarrel with it. */
const BETWEEN = [
  'states.CHL.military=40',
  'states.CHL.economic=40',
  'states.CHL.perception_bias=-1',
  'relations.CHL-PW1.hostility=0.4',
  'relations.CHL-PW2.hostility=0.4',
];
const between = (name: string, prior: number): Arm => ({
  name,
  world: 'walt-factors',
  sets: [...BETWEEN, `parameters.reliability_prior=${prior}`],
  ticks: TICKS,
  watch: 'hedging',
});
const large = (name: string, prior: number): Arm => ({
  name,
  world: 'synthetic-30',
  sets: [OWN_SYSTEM, `parameters.reliability_prior=${prior}`],
  ticks: TICKS,
  watch: 'hedging',
});

export const finding07: Finding = {
  number: 7,
  slug: 'reliability',
  title: 'Who reneges loses partners; where nobody is relied on, states hedge',
  claim:
    'A state that is seen to renege has fewer partners afterwards than if it had honoured; where reliability is low everywhere, small states between two sides hedge more.',
  source: ['Crescenzi2018', 'Kuik2008'],
  design: `Reneging: synthetic systems of thirty states, each replicate another system, ${TICKS} ticks. In one arm ${ACTS.reneges.meaning}, in the other to meet as many; the two worlds are the same to the last bit until then, and partners are counted from tick ${TEST_TICK} on. Hedging: the scenario walt-factors with an overwhelming challenger that does not suspect its neighbours and quarrels with two powers far away; everyone is believed to honour with chance .9 or .25 before it is tested. The same question is put to synthetic systems at .75 and .25.`,
  replicates: { fast: 16, full: 32 },
  arms: [
    tested('honours'),
    tested('reneges'),
    between('relied on', 0.9),
    between('not relied on', 0.25),
    large('large, relied on', 0.75),
    large('large, not relied on', 0.25),
  ],
  hypotheses: [
    hypothesis('loses', 'a state that reneges has fewer defence partners afterwards', 'tested_defence', 'honours', 'falls', 'reneges'),
    hypothesis('ties', 'beyond the claim: fewer ties of any kind', 'tested_after', 'honours', 'falls', 'reneges', { part: 'reach' }),
    hypothesis(
      'hedging',
      'low reliability everywhere raises the share of small states between two sides that are tied to both',
      'hedging_of_tied',
      'relied on',
      'rises',
      'not relied on',
    ),
    hypothesis(
      'hedging-large',
      'beyond the claim: it raises hedging in a large system with many quarrels too',
      'hedging_of_tied',
      'large, relied on',
      'rises',
      'large, not relied on',
      { part: 'reach', fullOnly: true },
    ),
  ],
  exact: [],
};
