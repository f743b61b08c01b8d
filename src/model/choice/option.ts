import { FIXED, MAX_ATTENTION } from '../constants.ts';
import { attentionTo } from '../threat/force.ts';
import { tieOf } from '../treaty/book.ts';
import type { World } from '../world.ts';
import type { Option } from './change.ts';

/** One literal makes every option, so that all have one shape and the loops over them stay fast. */
export function option(given: Partial<Option> & Pick<Option, 'action' | 'strategy'>): Option {
  const { action, strategy, partner = -1, third = -1, template = '', agreement = null, adversaries = null } = given;
  return { action, strategy, partner, third, template, agreement, adversaries };
}

/** Whether k is one of i's main threats, with which it can bandwagon. */
export function isMainThreat(w: World, i: number, k: number): boolean {
  const a = attentionTo(w, i, k);
  return a >= 0 && a < FIXED.main_threats && w.threat[i * MAX_ATTENTION + a]! >= w.parameters.main_threat_level;
}

/** Kinds of the agreements of i with k, bits of KIND_BIT. */
export function kindsOf(w: World, i: number, k: number): number {
  const tie = tieOf(w.book, i, k);
  return tie === null ? 0 : tie.kinds;
}
