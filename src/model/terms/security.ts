import { insecurityWithOverlay } from '../threat/outlook.ts';
import { optionTerm } from './term.ts';

/** Reduction of insecurity by the change, all its ties together. */
export const security = optionTerm({
  name: 'security',
  meaning: 'fall of insecurity that the change brings',
  // prettier-ignore
  parameters: {
    security_weight: { default: 1, min: 0, max: 10, swept: [0.5, 2], unit: 'weight', basis: 'assumed', source: ['Walt1987'],
      meaning: 'weight of the fall of insecurity' },
  },
  weights: ['security_weight'],
  source: ['Walt1987'],
  value: ({ w, i }) => w.parameters.security_weight * (w.outlook.insecurity[i]! - insecurityWithOverlay(w, i)),
});
