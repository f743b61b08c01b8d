import { FIXED } from '../model/constants.ts';

/** Affinity from two places on the ideological dimension, in [0,1], where the scenario gives none [Haas2005]. */
export function likeness(a: number, b: number): number {
  return FIXED.likeness * (1 - Math.abs(a - b));
}
