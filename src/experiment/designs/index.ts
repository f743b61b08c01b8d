import type { Design } from './design.ts';
import { factorial } from './factorial.ts';
import { latinHypercube } from './latin-hypercube.ts';
import { morris } from './morris.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { random } from './random.ts';
import { replicates } from './replicates.ts';
import { saltelli } from './saltelli.ts';
import { sobol } from './sobol.ts';

/** Every design that computes its points, by its name in experiment files. Points that the user writes down are values, not coordinates, and no design. */
export const DESIGNS: Readonly<Record<string, Design>> = {
  factorial,
  one_at_a_time: oneAtATime,
  random,
  latin_hypercube: latinHypercube,
  sobol,
  saltelli,
  morris,
  replicates,
};
