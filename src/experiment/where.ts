import type { Problem } from '../base/errors.ts';
import { suggest } from '../scenario/names.ts';
import { formatValue } from '../scenario/values.ts';
import type { Value } from './factors.ts';

/** A condition between factors, or between a factor and a value. */
export interface Condition {
  left: Operand;
  operator: Operator;
  right: Operand;
}

export type Operand = { factor: string } | { value: Value };

const OPERATORS = ['<=', '>=', '!=', '==', '<', '>', '='] as const;
type Operator = (typeof OPERATORS)[number];

/** Reads `a < b`, `a != 3`, `rule = inertia`. A comparison and nothing more: no code is run. */
export function parseCondition(text: string, factors: readonly string[]): { condition: Condition } | { problem: Problem } {
  const fail = (found: string, remedy: string) => ({ problem: { expected: 'a comparison of factors, as a < b or a != 3', found, remedy } });
  const match = /^\s*([^<>=!\s]+)\s*(<=|>=|!=|==|<|>|=)\s*([^<>=!\s]+)\s*$/.exec(text);
  if (match === null) return fail(formatValue(text), `write a factor, one of ${OPERATORS.join(' ')} and a factor or a value`);
  const [, first = '', operator = '=', second = ''] = match;
  const left = operandOf(first, factors);
  const right = operandOf(second, factors);
  if (!('factor' in left) && !('factor' in right)) return fail(formatValue(text), suggest(first, factors));
  return { condition: { left, operator: operator as Operator, right } };
}

function operandOf(text: string, factors: readonly string[]): Operand {
  if (factors.includes(text)) return { factor: text };
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  const number = Number(text);
  return { value: Number.isFinite(number) ? number : text };
}

/** Whether a point meets a condition. Values of different kinds are unequal, and none is less. */
export function meets({ left, operator, right }: Condition, valueOf: (factor: string) => Value): boolean {
  const a = 'factor' in left ? valueOf(left.factor) : left.value;
  const b = 'factor' in right ? valueOf(right.factor) : right.value;
  const equal = a === b;
  if (operator === '=' || operator === '==') return equal;
  if (operator === '!=') return !equal;
  if (typeof a !== typeof b) return false;
  if (operator === '<') return a < b;
  if (operator === '>') return a > b;
  return operator === '<=' ? a <= b : a >= b;
}

/** A condition as it could be written. */
export function conditionText({ left, operator, right }: Condition): string {
  const text = (operand: Operand) => ('factor' in operand ? operand.factor : String(operand.value));
  return `${text(left)} ${operator} ${text(right)}`;
}
