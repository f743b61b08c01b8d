import { ALONE2 } from '../choice/tie-context.ts';
import { tieTerm } from './term.ts';

/** Appeasing a threat by aligning with it: bandwagoning for safety. */
export const accommodation = tieTerm({
  name: 'accommodation',
  meaning: 'threat appeased by aligning with it',
  // prettier-ignore
  parameters: {
    accommodation_weight: { default: 0.6, min: 0, max: 5, swept: [0, 1.5], unit: 'weight', basis: 'behaviour', chosenFor: ['finding 5'], source: ['Walt1987'],
      meaning: 'weight of appeasing a threat by aligning with it' },
  },
  weights: ['accommodation_weight'],
  source: ['Walt1987', 'Schweller1994'],
  prepare: (c, own) => {
    own[0] = c.threatIndex < 0 ? 0 : c.w.parameters.accommodation_weight * c.intent * c.rows[ALONE2 + c.threatIndex]!;
  },
  value: (c, own) => (c.threatIndex < 0 ? 0 : own[0]! * c.tie.depth),
});
