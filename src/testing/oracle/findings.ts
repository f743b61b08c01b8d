/**
 * Where the engine does otherwise than its own documentation says, found by this oracle. `true` = the oracle does as the engine; each is to become
 * `false`, and then to go, when the engine is mended. A test marked `it.fails` beside the code shows each.
 */
export const AS_THE_ENGINE = {
  /**
   * phases/disputes.ts, callUp: where a partner of one side is obliged to the other too, the other side's case is held against the first side's
   * demands, and the other side is taken to have provoked, in place of the facts of its own.
   */
  oppositeFacts: true,
  /** enact.ts, sameMembers: a partnership that matured since it was weighed is joined, and a hollowed alliance deepened, by the old consent. */
  overtakenKind: true,
  /** options.ts, allianceVariants: other forms of an alliance with a main threat count as balancing, the plain form as bandwagoning. */
  threatVariants: true,
};
