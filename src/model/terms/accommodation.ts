import type { TieTerm } from './term.ts';

/** Appeasing a threat by aligning with it: bandwagoning for safety. */
export const accommodation: TieTerm = {
  name: 'accommodation',
  scope: 'tie',
  meaning: 'threat appeased by aligning with it',
  weights: ['accommodation_weight'],
  source: ['Walt1987', 'Schweller1994'],
  value: (c) => (c.threatIndex < 0 ? 0 : c.w.parameters.accommodation_weight * c.intent * c.alone2[c.threatIndex]! * c.link.depth),
};
