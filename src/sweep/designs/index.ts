import type { Design } from './design.ts';
import { factorial } from './factorial.ts';

/** Every design, by its name in experiment files. */
export const DESIGNS: Record<string, Design> = { factorial };
