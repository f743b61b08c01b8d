import { greatCircle } from '../scenario/geography.ts';
import { CODING } from './coding.ts';
import type { StateValues } from './state-values.ts';
import type { Notices } from './notices.ts';
import type { Members } from './members.ts';
import { entryOf, keyStates, pairKey, type RecordData } from './record-data.ts';

/** The values of a pair in the record; undefined where the defaults apply. */
export interface PairValues {
  a: number;
  b: number;
  distance: number | undefined;
  hostility: number;
  /** Dependence of the first on the second and the reverse. */
  trade: readonly [number, number];
  sets: string[];
  remarks: string[];
}

/** Hostility in [0,1] of a pair, from whether they are rivals and the weight of their disputes in the window. */
function hostilityOf(rivals: boolean, disputes: number): number {
  const { rivalry, disputeRange, disputeHalf } = CODING;
  return 1 - (rivals ? 1 - rivalry : 1) * (1 - (disputeRange * disputes) / (disputes + disputeHalf));
}

/** The weight of each pair's disputes in the window that ends with the year: each dispute once, by its highest level. */
function disputeWeights(record: RecordData, year: number): Map<number, number> {
  const levels = new Map<number, Map<number, number>>();
  for (const { a, b, dispute, year: when, level } of record.disputes) {
    if (when > year || when <= year - CODING.window) continue;
    const own = entryOf(levels, pairKey(a, b), () => new Map<number, number>());
    own.set(dispute, Math.max(level, own.get(dispute) ?? 0));
  }
  return new Map(
    [...levels].map(([key, own]) => [key, [...own.values()].reduce((sum, level) => sum + (CODING.disputeWeight[level] ?? 0), 0)]),
  );
}

/** Dependence of each state on trade with each other, by directed key. */
function tradeDependence(record: RecordData, members: Members, year: number): (a: number, b: number) => number {
  const flows = record.trade.get(year) ?? new Map<number, number>();
  const totals = new Map<number, number>();
  for (const [key, flow] of flows) {
    const [a, b] = keyStates(key);
    if (!members.has(a) || !members.has(b)) continue;
    totals.set(a, (totals.get(a) ?? 0) + flow);
    totals.set(b, (totals.get(b) ?? 0) + flow);
  }
  return (a, b) => {
    const total = totals.get(a) ?? 0;
    return total === 0 ? 0 : (CODING.openness * (flows.get(pairKey(a, b)) ?? 0)) / total;
  };
}

/** The pairs whose values differ from the defaults. */
export function pairValues(
  record: RecordData,
  members: Members,
  states: ReadonlyMap<number, StateValues>,
  year: number,
  notices: Notices,
): PairValues[] {
  const weights = disputeWeights(record, year);
  const rivals = new Set(record.rivalries.filter(({ from, to }) => from <= year && to >= year).map(({ a, b }) => pairKey(a, b)));
  const dependence = tradeDependence(record, members, year);
  const codes = [...members.keys()];
  const out: PairValues[] = [];
  codes.forEach((a, x) => {
    for (const b of codes.slice(x + 1)) {
      const key = pairKey(a, b);
      const sets: string[] = [];
      const remarks: string[] = [];
      const rival = rivals.has(key);
      const weight = weights.get(key) ?? 0;
      if (rival) sets.push('rivalries');
      if (weight > 0) sets.push('disputes');
      const trade = [dependence(a, b), dependence(b, a)] as const;
      const trades = Math.max(...trade) >= CODING.leastTrade;
      if (trades) sets.push('trade');
      const distance = distanceOf(record, states, a, b, year, sets);
      const least = CODING.neighbours[record.contiguity.get(year)?.get(key) ?? 0] ?? 0;
      if (least > 0 && !sets.includes('contiguity')) sets.push('contiguity');
      if (sets.length > 0)
        out.push({ a, b, distance, hostility: Math.max(least, hostilityOf(rival, weight)), trade: trades ? trade : [0, 0], sets, remarks });
    }
  });
  if (record.capitalDistance.get(year) === undefined && record.places.length === 0)
    notices.note('no distances between capitals: shortest distances or the default of 1000 km stand in');
  return out;
}

/** The distance to write for a pair; undefined where it follows from the coordinates of the capitals. */
function distanceOf(
  record: RecordData,
  states: ReadonlyMap<number, StateValues>,
  a: number,
  b: number,
  year: number,
  sets: string[],
): number | undefined {
  const key = pairKey(a, b);
  const [from, to] = [states.get(a)?.place, states.get(b)?.place];
  const placed = from !== undefined && to !== undefined ? greatCircle(from, to) : undefined;
  const given = record.capitalDistance.get(year)?.get(key);
  const least = record.minimumDistance.get(year)?.get(key);
  const base = placed ?? given ?? least;
  const type = record.contiguity.get(year)?.get(key);
  const cap = CODING.contact[type ?? 0] ?? Infinity;
  if (base === undefined ? Number.isFinite(cap) : base > cap) {
    sets.push('contiguity');
    return cap;
  }
  if (placed !== undefined || base === undefined) return undefined;
  sets.push(given === undefined ? 'minimum_distance' : 'distance');
  return base;
}
