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
const prior = (name: string, value: number): Arm => ({
  name,
  world: 'synthetic-30',
  sets: [OWN_SYSTEM, `parameters.reliability_prior=${value}`],
  ticks: TICKS,
  watch: 'hedging',
});

export const finding07: Finding = {
  number: 7,
  slug: 'reliability',
  title: 'Who reneges loses partners; where nobody is relied on, states hedge',
  claim: 'A state that is seen to renege has fewer partners afterwards than if it had honoured; where reliability is low everywhere, hedging rises.',
  source: ['Crescenzi2018', 'Kuik2008'],
  design: `Synthetic systems of thirty states, each replicate another system, ${TICKS} ticks. In the first pair of arms ${ACTS.reneges.meaning}, or to meet them; the two worlds are the same to the last bit until then, and partners are counted from tick ${TEST_TICK} on. In the second pair everyone is believed to honour with chance .75 or .25 before it is tested.`,
  replicates: { fast: 12, full: 40 },
  arms: [tested('honours'), tested('reneges'), prior('relied on', 0.75), prior('not relied on', 0.25)],
  hypotheses: [
    hypothesis('loses', 'a state that reneges has fewer defence partners afterwards', 'tested_defence', 'honours', 'falls', 'reneges'),
    hypothesis('ties', 'beyond the claim: fewer ties of any kind', 'tested_after', 'honours', 'falls', 'reneges', { part: 'reach' }),
    hypothesis(
      'hedging',
      'low reliability everywhere raises hedging: of the states that are tied at all, more are tied to both sides of a rivalry',
      'hedging_of_tied',
      'relied on',
      'rises',
      'not relied on',
    ),
  ],
  exact: [],
};
