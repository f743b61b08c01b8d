import { SHARED_PARAMETERS } from '../parameter-table.ts';
import { offerTerm } from './term.ts';

/** Side payment that sweetens an offer: paid by the proposer. The other receives as much, which is counted in its consent. */
export const payment = offerTerm({
  name: 'payment',
  meaning: 'side payment, paid or received',
  parameters: { payment_limit: SHARED_PARAMETERS.choice.payment_limit },
  weights: ['payment_limit'],
  source: ['Crawford2011'],
  value: (offer) => -offer.payment,
});
