import { expectedUtility } from './expected-utility.ts';
import { inertia } from './inertia.ts';
import { random } from './random.ts';
import type { DecisionRule } from './rule.ts';

/** Every decision rule, by the name that a scenario gives. */
export const DECISION_RULES = {
  'expected-utility': expectedUtility,
  random,
  inertia,
} as const satisfies Record<string, DecisionRule>;
export type RuleName = keyof typeof DECISION_RULES;

/** The rule of a world, whose name the scenario's schema has checked. */
export function ruleOf(name: string): DecisionRule {
  return DECISION_RULES[name as RuleName];
}
