import type { OptionTerm } from './term.ts';

/** Side payment that sweetens an offer: paid by the proposer, received by the other. */
export const payment: OptionTerm = {
  name: 'payment',
  scope: 'option',
  meaning: 'side payment, paid or received',
  weights: ['payment_limit'],
  source: ['Crawford2011'],
  value: (o) => o.payment,
};
