import { hypothesis, type Arm, type Finding } from './finding.ts';

const TICKS = 20;
const NEIGHBOURS = ['NB1', 'NB2', 'NB3', 'NB4', 'NB5', 'NB6'];
const arm = (name: string, ...sets: string[]): Arm => ({ name, world: 'walt-factors', sets, ticks: TICKS, watch: 'neighbours' });

const power = (size: number) => [`states.CHL.military=${size}`, `states.CHL.economic=${size}`];
const absent = (...ids: string[]) => ids.map((id) => `states.${id}.active=false`);
/** The smallest neighbour with a challenger that does not suspect it, the others away. */
const small = (size: number, ...away: string[]) => [
  ...power(size),
  'states.CHL.perception_bias=-1',
  ...absent(...NEIGHBOURS.slice(0, -1), ...away),
];

/** One factor of threat above its base value. */
const FACTORS = [
  { id: 'stronger', what: 'stronger', sets: power(40) },
  { id: 'nearer', what: 'nearer', sets: NEIGHBOURS.map((id) => `relations.CHL-${id}.distance=1000`) },
  { id: 'offensive', what: 'better able to attack at a distance', sets: ['states.CHL.projection=2'] },
  { id: 'revisionist', what: 'more revisionist', sets: ['states.CHL.revisionism=0.8'] },
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
    ...FACTORS.map(({ id, sets }) => arm(id, ...sets)),
    arm('small, weak threat', ...small(2, 'PW1', 'PW2')),
    arm('small, strong threat', ...small(60, 'PW1', 'PW2')),
    arm(
      'small, strong threat, an ally',
      ...small(60, 'PW2'),
      'states.PW1.military=120',
      'states.PW1.economic=120',
      'relations.NB6-PW1.distance=2500',
      'relations.CHL-PW1.distance=2500',
    ),
    arm('small, suspected', ...power(60), ...absent(...NEIGHBOURS.slice(0, -1), 'PW1', 'PW2')),
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
