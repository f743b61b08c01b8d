import { hypothesis, type Arm, type Finding } from './finding.ts';

const TICKS = 20;
const arm = (name: string, ...sets: string[]): Arm => ({ name, world: 'walt-factors', sets, ticks: TICKS, watch: 'neighbours' });

/** One factor of threat above its base value: a variant of the scenario. */
const FACTORS = [
  { id: 'stronger', what: 'stronger' },
  { id: 'nearer', what: 'nearer' },
  { id: 'offensive', what: 'better able to attack at a distance' },
  { id: 'revisionist', what: 'more revisionist' },
] as const;

export const finding05: Finding = {
  number: 5,
  slug: 'walt',
  title: "Each of Walt's four factors of threat makes the threatened balance more",
  claim:
    'A challenger that is stronger, nearer, more offensive or more revisionist is balanced more by those it threatens, each factor alone; a small neighbour of a strong threat bandwagons where no ally is to be had.',
  source: ['Walt1987', 'Schweller1994'],
  design: `The controlled world of the scenario walt-factors, ${TICKS} ticks: one challenger, six neighbours that it threatens and two distant powers, every arm with one factor above its base. Balancing is measured by the number of states that owe a neighbour defence, mean over neighbours and ticks. For bandwagoning the smallest neighbour is alone with the challenger, or with one great power that could help.`,
  replicates: { fast: 8, full: 24 },
  arms: [
    arm('base'),
    ...FACTORS.map(({ id }) => arm(id, `variant=${id}`)),
    arm('small, weak threat', 'variant=alone', 'states.CHL.military=2', 'states.CHL.economic=2'),
    arm('small, strong threat', 'variant=alone'),
    arm('small, strong threat, an ally', 'variant=ally-at-hand'),
    arm('small, suspected', 'variant=alone', 'states.CHL.perception_bias=0'),
  ],
  hypotheses: [
    ...FACTORS.map(({ id, what }) =>
      hypothesis(id, `a challenger that is ${what} is balanced more`, 'near_defenders', 'base', 'rises', id, { tolerance: 0.1 }),
    ),
    hypothesis(
      'bandwagons',
      'a small neighbour without an available ally bandwagons with a strong threat, and not with a weak one',
      'near_bandwagoning',
      'small, weak threat',
      'rises',
      'small, strong threat',
      { tolerance: 0.1 },
    ),
    hypothesis(
      'ally',
      'it bandwagons less where an ally is to be had',
      'near_bandwagoning',
      'small, strong threat',
      'falls',
      'small, strong threat, an ally',
      { tolerance: 0.1 },
    ),
    hypothesis(
      'suspected',
      'beyond the claim: it bandwagons too where the challenger suspects it as it would an equal',
      'near_bandwagoning',
      'small, weak threat',
      'rises',
      'small, suspected',
      { tolerance: 0.1, part: 'reach' },
    ),
  ],
  exact: [],
};
