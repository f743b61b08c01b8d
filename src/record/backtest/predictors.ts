import { normalCdf } from '../../statistics/normal.ts';
import { log } from '../../base/math.ts';
import { greatCircle } from '../../scenario/geography.ts';
import type { Members } from '../members.ts';
import { pairKey, type RecordData } from '../record-data.ts';

/** The predictors of the regression, of the first year of a period. */
export const PREDICTORS = [
  'log_distance',
  'log_cinc_product',
  'log_cinc_ratio',
  'regime_similarity',
  'contiguous',
  'land_contiguous',
] as const;

/** A pair of states that were members in both years. */
export interface Dyad {
  readonly a: number;
  readonly b: number;
}

/** Pairs of the states that were members in both years, in order of their codes. */
export function dyadsOf(first: Members, second: Members): Dyad[] {
  const codes = [...first.keys()].filter((ccode) => second.has(ccode)).sort((x, y) => x - y);
  return codes.flatMap((a, k) => codes.slice(k + 1).map((b) => ({ a, b })));
}

/** Distance between capitals in km; null where there is none. */
export function capitalDistance(record: RecordData, { a, b }: Dyad, year: number): number | null {
  const given = record.capitalDistance.get(year)?.get(pairKey(a, b));
  if (given !== undefined) return given;
  const place = (ccode: number) => record.places.find((p) => p.ccode === ccode && p.from <= year && p.to >= year);
  const [one, two] = [place(a), place(b)];
  return one === undefined || two === undefined ? null : greatCircle(one, two);
}

/** The composite index of a state, kept above 0 for the logarithm. */
function cinc(record: RecordData, ccode: number, year: number): number | null {
  const value = record.capabilities.get(year)?.get(ccode)?.cinc ?? null;
  return value === null || value <= 0 ? null : value;
}

/** The probability in [0,1] that a regime is a democracy. */
function regimeOf(record: RecordData, ccode: number, year: number): number | null {
  const regime = record.regimes.get(year)?.get(ccode);
  if (regime === undefined) return null;
  if (regime.uds !== null) return normalCdf(regime.uds);
  if (regime.polyarchy !== null) return regime.polyarchy;
  return regime.polity === null ? null : (regime.polity + 10) / 20;
}

/** The predictors of a pair; null where one is missing. */
export function predictorsOf(record: RecordData, dyad: Dyad, year: number): number[] | null {
  const { a, b } = dyad;
  const distance = capitalDistance(record, dyad, year);
  const [ca, cb] = [cinc(record, a, year), cinc(record, b, year)];
  const [ra, rb] = [regimeOf(record, a, year), regimeOf(record, b, year)];
  if (distance === null || ca === null || cb === null || ra === null || rb === null) return null;
  const type = record.contiguity.get(year)?.get(pairKey(a, b));
  return [
    log(Math.max(1, distance)),
    log(ca) + log(cb),
    Math.abs(log(ca) - log(cb)),
    1 - Math.abs(ra - rb),
    type === undefined ? 0 : 1,
    type === 1 ? 1 : 0,
  ];
}
