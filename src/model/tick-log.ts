/** What happened in the disputes of a tick, for the phase that learns from it. */
export interface TickLog {
  disputes: DisputeRecord[];
  /** Nonaggression obligations that were kept: the state that held back, and toward whom. */
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

/** An empty log, as it is between ticks. */
export function createTickLog(): TickLog {
  return { disputes: [], restraints: [] };
}
