import { attentionTo } from '../threat/force.ts';
import type { Agreement } from '../treaty/treaty.ts';
import type { World } from '../world.ts';

/**
 * Whether a state could become a member of an agreement in force, whatever it is worth: one of the states that it is open to or, where the agreement does not
 * say, one with a member in its region; and, where the agreement has a purpose, one that attends to one of the adversaries and is none of them.
 */
export function isEligible(w: World, newcomer: number, agreement: Agreement): boolean {
  const { purpose, members, openTo } = agreement;
  if (purpose?.includes(newcomer)) return false;
  if (w.parameters.eligibility === 'any') return true;
  if (purpose !== null && !purpose.some((l) => attentionTo(w, newcomer, l) >= 0)) return false;
  if (openTo !== null) return openTo[newcomer] === 1;
  return members.some((m) => w.region[m.state] === w.region[newcomer]);
}
