import { insecurityWithOverlay } from '../threat/outlook.ts';
import type { OptionTerm } from './term.ts';

/** Fall of insecurity that the change brings, all its ties together. */
export const security: OptionTerm = {
  name: 'security',
  scope: 'option',
  meaning: 'fall of insecurity that the change brings',
  weights: ['security_weight'],
  source: ['Walt1987'],
  value: ({ w, i }) => w.parameters.security_weight * (w.scratch.insecurity[i]! - insecurityWithOverlay(w, i)),
};
