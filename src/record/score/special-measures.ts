import { FIXED } from '../../model/constants.ts';
import { log } from '../../base/math.ts';
import { columnsOfTable, scanTable, type ResultsFolder } from '../../results/read-results.ts';
import { entryOf } from '../record-data.ts';
import { SPECIAL_MEASURES, type SpecialMeasure } from './pattern.ts';
import { keyOf, RUN, type Window } from './system-measures.ts';

/** Values by the key of the run, `config|replicate|run`. */
export type RunValues = Map<string, number>;

/** Ticks for which an attack counts as a threat. */
const THREAT_WINDOW = 10;

/** What a folder lacks for a measure, with how to record it; undefined where nothing is missing. */
export function lacking(results: ResultsFolder, measure: SpecialMeasure): string | undefined {
  for (const table of SPECIAL_MEASURES[measure].tables)
    if (!results.tables.has(table)) return `needs ${table}.csv of every tick: run with --record ${table}=1`;
  return undefined;
}

/** The values of a measure by run. @throws InputError */
export async function specialValues(results: ResultsFolder, measure: SpecialMeasure, window: Window): Promise<RunValues> {
  switch (measure) {
    case 'threatened_without_ally':
      return threatenedWithoutAlly(results, window);
    case 'capability_change_kurtosis':
      return capabilityChanges(results, window, (m) => m.kurtosis);
    case 'capability_change_sd':
      return capabilityChanges(results, window, (m) => m.sd);
    case 'common_enemy_ratio':
      return commonEnemyRatio(results, window);
  }
}

async function threatenedWithoutAlly(results: ResultsFolder, { from, to }: Window): Promise<RunValues> {
  /** Ticks of attacks on each state, by run. */
  const attacks = new Map<string, Map<string, number[]>>();
  for await (const [run = '', config = '', replicate = '', tick, event, detail, other = ''] of scanTable(results, 'events', [
    ...RUN,
    'event',
    'detail',
    'other',
  ])) {
    if (event !== 'dispute' || detail !== 'attack') continue;
    const own = entryOf(attacks, keyOf(run, config, replicate), () => new Map<string, number[]>());
    entryOf(own, other, () => []).push(Number(tick));
  }
  const counts = new Map<string, Map<number, { threatened: number; alone: number }>>();
  for await (const [run = '', config = '', replicate = '', tick, state = '', active, ties] of scanTable(results, 'states', [
    ...RUN,
    'state',
    'active',
    'n_defence_ties',
  ])) {
    const t = Number(tick);
    if (active !== 'true' || t < from || t > to) continue;
    const key = keyOf(run, config, replicate);
    const byTick = entryOf(counts, key, () => new Map<number, { threatened: number; alone: number }>());
    const count = entryOf(byTick, t, () => ({ threatened: 0, alone: 0 }));
    const attacked = attacks.get(key)?.get(state) ?? [];
    if (!attacked.some((when) => when <= t && when > t - THREAT_WINDOW)) continue;
    count.threatened += 1;
    if (Number(ties) === 0) count.alone += 1;
  }
  return new Map([...counts].map(([key, byTick]) => [key, meanShare([...byTick.values()])]));
}

function meanShare(counts: readonly { threatened: number; alone: number }[]): number {
  const shares = counts.filter(({ threatened }) => threatened > 0).map(({ threatened, alone }) => alone / threatened);
  return shares.length === 0 ? NaN : shares.reduce((a, b) => a + b, 0) / shares.length;
}

async function capabilityChanges(
  results: ResultsFolder,
  { from, to }: Window,
  of: (m: { sd: number; kurtosis: number }) => number,
): Promise<RunValues> {
  const before = new Map<string, { tick: number; value: number }>();
  const changes = new Map<string, number[]>();
  for await (const [run = '', config = '', replicate = '', tick, state = '', power] of scanTable(results, 'states', [
    ...RUN,
    'state',
    'power',
  ])) {
    const key = keyOf(run, config, replicate);
    const [t, value] = [Number(tick), Number(power)];
    const own = `${key}|${state}`;
    const last = before.get(own);
    before.set(own, { tick: t, value });
    if (last?.tick !== t - 1 || t < from || t > to || !(last.value > 0) || !(value > 0)) continue;
    entryOf(changes, key, () => []).push(log(value / last.value));
  }
  return new Map([...changes].map(([key, list]) => [key, of(moments(list))]));
}

/** Standard deviation and kurtosis (3 for a normal law), of the values as a population. */
export function moments(values: readonly number[]): { sd: number; kurtosis: number } {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  let second = 0;
  let fourth = 0;
  for (const x of values) {
    const square = (x - mean) * (x - mean);
    second += square / n;
    fourth += (square * square) / n;
  }
  return { sd: n === 0 ? NaN : Math.sqrt(second), kurtosis: second === 0 ? NaN : fourth / (second * second) };
}

interface Snapshot {
  tick: number;
  states: Map<string, number>;
  rivals: [number, number][];
  tied: Set<number>;
  pairs: [number, number][];
}
const PAIR = 10_000;

/** New defence ties and untied pairs, with and without a common enemy. */
interface TieRates {
  withEnemy: [added: number, pairs: number];
  without: [added: number, pairs: number];
}

/** Rows of one tick of a run are adjacent, in the order of ticks, so only two snapshots are kept at a time. */
async function commonEnemyRatio(results: ResultsFolder, { from, to }: Window): Promise<RunValues> {
  columnsOfTable(results, 'dyads');
  const rates = new Map<string, TieRates>();
  let key = '';
  let last: Snapshot | undefined;
  let now: Snapshot | undefined;
  const close = () => {
    if (last !== undefined && now !== undefined && now.tick === last.tick + 1 && now.tick >= from && now.tick <= to) {
      const rate = entryOf(rates, key, (): TieRates => ({ withEnemy: [0, 0], without: [0, 0] }));
      countNew(last, now, rate);
    }
    last = now;
    now = undefined;
  };
  const names = ['state_a', 'state_b', 'alliance', 'hostility', 'defence_ab', 'defence_ba'];
  for await (const [run = '', config = '', replicate = '', tick, a = '', b = '', alliance, hostility, ab, ba] of scanTable(
    results,
    'dyads',
    [...RUN, ...names],
  )) {
    const own = keyOf(run, config, replicate);
    if (own !== key || now?.tick !== Number(tick)) {
      close();
      if (own !== key) last = undefined;
      key = own;
      now = { tick: Number(tick), states: last?.states ?? new Map<string, number>(), rivals: [], tied: new Set(), pairs: [] };
    }
    const pair: [number, number] = [indexOf(now.states, a), indexOf(now.states, b)];
    now.pairs.push(pair);
    if (isSome(ab) || isSome(ba)) now.tied.add(pair[0] * PAIR + pair[1]);
    if (Number(hostility) >= FIXED.rivalry_level && alliance !== 'true') now.rivals.push(pair);
  }
  close();
  return new Map([...rates].map(([run, rate]) => [run, ratioOf(rate)]));
}

function ratioOf({ withEnemy, without }: TieRates): number {
  const [added, pairs] = withEnemy;
  const [otherAdded, otherPairs] = without;
  return pairs === 0 || otherPairs === 0 || otherAdded === 0 ? NaN : added / pairs / (otherAdded / otherPairs);
}

const isSome = (cell: string | undefined) => cell !== undefined && cell !== '' && cell !== 'false' && Number(cell) !== 0;

function indexOf(states: Map<string, number>, id: string): number {
  const known = states.get(id);
  if (known !== undefined) return known;
  states.set(id, states.size);
  return states.size - 1;
}

function countNew(last: Snapshot, now: Snapshot, { withEnemy, without }: TieRates): void {
  const rivals = new Map<number, Set<number>>();
  for (const [a, b] of last.rivals) {
    entryOf(rivals, a, () => new Set<number>()).add(b);
    entryOf(rivals, b, () => new Set<number>()).add(a);
  }
  const shared = (a: number, b: number) => {
    const theirs = rivals.get(b);
    if (theirs === undefined) return false;
    for (const l of rivals.get(a) ?? []) if (theirs.has(l)) return true;
    return false;
  };
  for (const [a, b] of last.pairs) {
    if (last.tied.has(a * PAIR + b)) continue;
    const count = shared(a, b) ? withEnemy : without;
    count[1] += 1;
    if (now.tied.has(a * PAIR + b)) count[0] += 1;
  }
}
