/** Names of the decision rules. */
export const RULE_NAMES = ['expected-utility', 'random', 'inertia'] as const;
