/**
 * Casus foederis: when an obligation binds. A condition that is absent (null, 0, false) does not restrict. [LeedsEtAl2002]
 */
export interface Casus {
  /** Binds against these adversaries alone (state indices). */
  adversaries: readonly number[] | null;
  /** Binds when the attacked territory is in this set: 1 for each state whose territory counts. */
  location: Uint8Array | null;
  /** Least number of adversaries. */
  minAdversaries: number;
  /** Most adversaries: with a second one another obligation takes its place, as neutrality gave way to defence in 1902; 0 = any number. */
  maxAdversaries: number;
  /** Binds only in a conflict that was already under way in the tick before. */
  ongoingConflict: boolean;
  /** Does not bind if the protected state provoked the conflict. */
  nonProvocation: boolean;
  /** Binds only if the adversary has refused demands. */
  demands: boolean;
  /** The member takes such action as it deems necessary. */
  discretion: boolean;
}

export const UNCONDITIONAL: Casus = Object.freeze({
  adversaries: null,
  location: null,
  minAdversaries: 0,
  maxAdversaries: 0,
  ongoingConflict: false,
  nonProvocation: false,
  demands: false,
  discretion: false,
});

/** The facts of one dispute, with which a casus is compared. */
export interface DisputeFacts {
  /** The principal to whom the obligation is owed. */
  protectedState: number;
  /** The principal on the other side. */
  adversary: number;
  /** All states that fight on the other side. */
  adversaries: readonly number[];
  /** The state on whose territory it happens. */
  territory: number;
  /** The two had a dispute in the tick before. */
  ongoing: boolean;
  /** The protected state provoked it, or started it. */
  provoked: boolean;
  /** The adversary refused demands. */
  demandsRefused: boolean;
}

/** Whether an obligation binds in a dispute that has happened. */
export function binds(casus: Casus, facts: DisputeFacts): boolean {
  if (casus.adversaries !== null && !facts.adversaries.some((j) => casus.adversaries!.includes(j))) return false;
  if (casus.location !== null && casus.location[facts.territory] !== 1) return false;
  if (!countHolds(casus, facts.adversaries.length)) return false;
  if (casus.ongoingConflict && !facts.ongoing) return false;
  if (casus.nonProvocation && facts.provoked) return false;
  if (casus.demands && !facts.demandsRefused) return false;
  return true;
}

/** Whether the number of adversaries is one that the obligation is for. */
export function countHolds(casus: Casus, adversaries: number): boolean {
  return adversaries >= casus.minAdversaries && (casus.maxAdversaries === 0 || adversaries <= casus.maxAdversaries);
}

/** Whether the number of adversaries can decide. */
export function isCounted(casus: Casus): boolean {
  return casus.minAdversaries > 1 || casus.maxAdversaries > 0;
}

/** Whether any condition depends on the adversary or the circumstances, so that coverage cannot be known from the treaty alone. */
export function isConditional(casus: Casus): boolean {
  return casus.adversaries !== null || isCounted(casus) || casus.ongoingConflict || casus.nonProvocation || casus.demands;
}
