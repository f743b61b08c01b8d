/** What happened in the disputes of a tick, for the phase that learns from it. */
export interface TickLog {
  disputes: DisputeRecord[];
  /** Nonaggression kept: who held back from whom. */
  restraints: { state: number; toward: number }[];
}

/** A dispute of the tick. */
export interface DisputeRecord {
  initiator: number;
  target: number;
  /** Fought on each side, principals first. */
  attackers: number[];
  defenders: number[];
  war: boolean;
  initiatorWon: boolean;
  /** Tests of obligations: who, toward whom, honoured or not. */
  tests: { state: number; toward: number; honoured: boolean }[];
}

/** A log of nothing, as it is between ticks. */
export function createTickLog(): TickLog {
  return { disputes: [], restraints: [] };
}
