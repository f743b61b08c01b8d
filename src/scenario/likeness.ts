/** Affinity of states of one ideology, where the scenario gives none; it falls to 0 between opposite ends [Haas2005]. */
const LIKENESS = 0.8;

/** Affinity from two places on the ideological dimension, in [0,1]. */
export function likeness(a: number, b: number): number {
  return LIKENESS * (1 - Math.abs(a - b));
}
