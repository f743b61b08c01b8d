import type { DataSet } from './data-set.ts';
import { ATOP_DYADS, ATOP_MEMBERS, ATOP_TREATIES, ATOP_UNDIRECTED } from './sets/alliances.ts';
import { NMC } from './sets/capabilities.ts';
import { CROSSED_MID, DEMOCRACY, DYADIC_MID, IDEAL_POINTS, IDEAL_POINTS_YEARS, MID_PARTICIPANTS, RIVALRIES } from './sets/conduct.ts';
import {
  CAPITAL_DISTANCE,
  CAPITAL_DISTANCE_YEARS,
  CAPITALS,
  CONTIGUITY,
  CONTIGUITY_SPELLS,
  DCAD,
  MINIMUM_DISTANCE,
  MINIMUM_DISTANCE_YEARS,
  TRADE,
} from './sets/relations.ts';
import { MAJORS, STATES } from './sets/states.ts';

/**
 * Every data set that can be read, in each of its formats. If a folder has several files for one role, the first in this order is used, and members are
 * used before treaties.
 */
export const DATA_SETS: readonly DataSet[] = [
  STATES,
  MAJORS,
  NMC,
  ATOP_MEMBERS,
  ATOP_TREATIES,
  ATOP_DYADS,
  ATOP_UNDIRECTED,
  DCAD,
  CAPITALS,
  CAPITAL_DISTANCE,
  CAPITAL_DISTANCE_YEARS,
  MINIMUM_DISTANCE,
  MINIMUM_DISTANCE_YEARS,
  CONTIGUITY,
  CONTIGUITY_SPELLS,
  TRADE,
  DEMOCRACY,
  IDEAL_POINTS_YEARS,
  IDEAL_POINTS,
  RIVALRIES,
  DYADIC_MID,
  CROSSED_MID,
  MID_PARTICIPANTS,
];
