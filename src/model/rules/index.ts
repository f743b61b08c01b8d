import { createRegistry } from '../../base/registry.ts';
import { expectedUtility } from './expected-utility.ts';
import { inertia } from './inertia.ts';
import { random } from './random.ts';
import type { DecisionRule } from './rule.ts';

const BUILT_IN = [expectedUtility, random, inertia] as const;
export type BuiltInRule = (typeof BUILT_IN)[number];
export type RuleName = BuiltInRule['name'];

/** Every decision rule; those of plugins come after the built-in ones. */
export const RULE_REGISTRY = createRegistry<DecisionRule>('decision rules', BUILT_IN);

/** Every decision rule, by the name that a scenario gives. */
export const DECISION_RULES = {} as Record<RuleName, DecisionRule>;
RULE_REGISTRY.each((rule) => {
  DECISION_RULES[rule.name as RuleName] = rule;
});

/** The rule of a world, whose name the scenario's schema has checked. */
export function ruleOf(name: string): DecisionRule {
  return DECISION_RULES[name as RuleName];
}
