import { logistic } from '../base/math.ts';
import { CODING } from './coding.ts';
import type { Notices } from './notices.ts';
import type { Members } from './members.ts';
import { COMPONENTS, type Component, type Components, type Place, type RecordData, type Regime } from './record-data.ts';

/** Values of a state, with the roles of the data sets that they come from; `remarks` says what is missing. */
export interface StateValues {
  military: number;
  economic: number;
  projection: number;
  revisionism: number;
  ideology: number | undefined;
  place: Place | undefined;
  sets: string[];
  remarks: string[];
}

const MILITARY: readonly Component[] = ['milex', 'milper'];
const ECONOMIC: readonly Component[] = ['irst', 'pec', 'tpop', 'upop'];
const PERCENT = 100;

/** The shares of the system's military and economic capability, in percent, as means of the shares of the components that a state has. */
function shares(
  components: ReadonlyMap<number, Components>,
  members: Members,
): Map<number, { military: number; economic: number; lacking: Component[] }> {
  const totals = Object.fromEntries(COMPONENTS.map((name) => [name, 0])) as Record<Component, number>;
  for (const ccode of members.keys()) for (const name of COMPONENTS) totals[name] += components.get(ccode)?.[name] ?? 0;
  const mean = (own: Components | undefined, names: readonly Component[]) => {
    const parts = names.flatMap((name) => {
      const value = own?.[name] ?? null;
      return value === null || totals[name] === 0 ? [] : [value / totals[name]];
    });
    return parts.length === 0 ? 0 : parts.reduce((a, b) => a + b, 0) / parts.length;
  };
  const raw = [...members.keys()].map((ccode) => {
    const own = components.get(ccode);
    const lacking = COMPONENTS.filter((name) => (own?.[name] ?? null) === null);
    return { ccode, military: mean(own, MILITARY), economic: mean(own, ECONOMIC), lacking };
  });
  const all = { military: raw.reduce((a, b) => a + b.military, 0), economic: raw.reduce((a, b) => a + b.economic, 0) };
  const part = (x: number, total: number) => (total === 0 ? 0 : (PERCENT * x) / total);
  return new Map(
    raw.map(({ ccode, military, economic, lacking }) => [
      ccode,
      { military: part(military, all.military), economic: part(economic, all.economic), lacking },
    ]),
  );
}

/** A regime on the scale from 0, autocratic, to 1, democratic; undefined where nothing is known. */
function regimeScale(regime: Regime | undefined): number | undefined {
  if (regime === undefined) return undefined;
  if (regime.polyarchy !== null) return regime.polyarchy;
  if (regime.polity !== null) return (regime.polity + 10) / 20;
  // the probability of a democracy: the logistic approximation of the normal distribution
  return regime.uds === null ? undefined : logistic(1.702 * regime.uds);
}

/** An ideal point, whose standard deviation over states is about 1, on the scale from 0 to 1. */
function idealScale(point: number): number {
  return Math.min(1, Math.max(0, 0.5 + point / (2 * CODING.idealPointSpan)));
}

/** The table of the year, or of the nearest of the two years before: sessions of the General Assembly may be missing. */
function nearestBefore<T>(table: ReadonlyMap<number, ReadonlyMap<number, T>>, year: number): ReadonlyMap<number, T> {
  return table.get(year) ?? table.get(year - 1) ?? table.get(year - 2) ?? new Map<number, T>();
}

/** Number of disputes that a state started in the window that ends with a year. */
function startedIn(disputes: ReadonlyMap<number, number> | undefined, year: number): number {
  let count = 0;
  for (const when of disputes?.values() ?? []) if (when <= year && when > year - CODING.window) count += 1;
  return count;
}

/** Revisionism from the number of disputes that a state started. */
function revisionismOf(started: number): number {
  const { revisionismFloor, revisionismRange, revisionismHalf } = CODING;
  return revisionismFloor + (revisionismRange * started) / (started + revisionismHalf);
}

/** The values of each state of a year in the record. */
export function stateValues(record: RecordData, members: Members, year: number, notices: Notices): Map<number, StateValues> {
  const share = shares(record.capabilities.get(year) ?? new Map<number, Components>(), members);
  const points = nearestBefore(record.idealPoints, year);
  const regimes = record.regimes.get(year);
  const majors = new Set(record.majors.filter(({ from, to }) => from <= year && to >= year).map(({ ccode }) => ccode));
  const out = new Map<number, StateValues>();
  for (const { ccode, id } of members.values()) {
    const { military = 0, economic = 0, lacking = [] } = share.get(ccode) ?? {};
    const remarks: string[] = [];
    const sets = ['nmc'];
    if (lacking.length > 0) {
      remarks.push(
        `${lacking.join(', ')} missing: means of the rest${military === 0 && lacking.includes('milex') && lacking.includes('milper') ? '; military 0' : ''}`,
      );
      notices.note(
        'components of capability that are missing (the mean of the shares of the others stands in)',
        `${id} ${lacking.join(' ')}`,
      );
    }
    const large = record.majors.length > 0 ? majors.has(ccode) : military + economic >= 2 * PERCENT * CODING.largeShare;
    const projection = !large ? 1 : record.majors.length > 0 ? CODING.majorProjection : CODING.largeProjection;
    if (record.majors.length > 0 && large) sets.push('majors');
    const started = startedIn(record.started.get(ccode), year);
    if (record.disputes.length > 0) sets.push('disputes');
    const point = points.get(ccode);
    const regime = regimeScale(regimes?.get(ccode));
    const ideology = point === undefined ? regime : idealScale(point);
    if (point !== undefined) sets.push('ideal_points');
    else if (regime !== undefined) {
      sets.push('democracy');
      if (points.size > 0) {
        remarks.push('no ideal point: regime in its place');
        notices.note('states without an ideal point (their regime stands in)', id);
      }
    } else {
      remarks.push('neither ideal point nor regime: 0.5');
      notices.note('states without ideal point and regime (ideology 0.5)', id);
    }
    const place =
      record.places.find((p) => p.ccode === ccode && p.from <= year && p.to >= year) ??
      record.places.findLast((p) => p.ccode === ccode && p.from <= year);
    if (place !== undefined) sets.push('distance');
    out.set(ccode, { military, economic, projection, revisionism: revisionismOf(started), ideology, place, sets, remarks });
  }
  return out;
}
