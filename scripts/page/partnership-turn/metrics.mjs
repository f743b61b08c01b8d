// What is compared, in which years, and between which arms.

export const FIRST = 1989;
export const LAST = 2000;
/** Years of the tables. */
export const YEARS = [1989, 1995, 2000];
/** Metrics with their names in the tables. */
export const METRICS = {
  nonmilitary_per_defence_pact: 'agreements without an obligation to fight per defence pact',
  n_nonmilitary: 'agreements without an obligation to fight',
  n_defence_pacts: 'defence pacts',
  n_cooperation_ties: 'pairs with a partnership of their own',
  n_defence_ties: 'pairs with a defence tie',
  overlap_cooperation: 'share of the pairs with a partnership that have a defence tie too',
};
/** Arms by the values of the factors. */
export const ARMS = [
  { arm: 'nothing changes', threat: 'threat-stays', trade: 'trade-stays' },
  { arm: 'trade rises', threat: 'threat-stays', trade: 'trade-rises' },
  { arm: 'the threat goes', threat: 'threat-goes', trade: 'trade-stays' },
  { arm: 'both', threat: 'threat-goes', trade: 'trade-rises' },
];
/** Starting worlds with their names. */
export const WORLDS = {
  all: 'treaties and cooperation agreements',
  treaties: 'treaties alone',
};
/** Arms that are not simulated: the historical record of all states, and of those of the first year. */
export const RECORD = ['record', 'record, states of 1989'];
