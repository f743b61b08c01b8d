import { InvariantError } from '../base/errors.ts';
import { countTies, tiesAt } from './history.ts';
import { packShares } from './pack.ts';
import {
  KINDS,
  OUTSIDE,
  POSTURE_LETTERS,
  type AgreementChange,
  type AgreementEntry,
  type EventEntry,
  type RecordedStates,
  type Replay,
} from './payload.ts';
import { hasTable, numberOf, rowsOfRuns, type ReportSource, type RunRow } from './read.ts';
import { rounded, spread } from './statistics.ts';
import type { WorldState } from './world-states.ts';

/** Most runs that are read to be played back; the size of the page may allow fewer. */
const MAX_REPLAYS = 100;
/** Events that are frequent and change nothing: left out of what is played back. */
const UNREPORTED = new Set(['refused', 'renewed']);
/** Events of which it matters who fought. */
const FIGHTS = new Set(['dispute', 'war']);

/** Charts of a state's panel: column of states.csv and title. */
export const STATE_CHARTS: readonly (readonly [column: string, title: string])[] = [
  ['power', 'Power, share of the system'],
  ['insecurity', 'Insecurity'],
  ['n_alliance_ties', 'States tied by an alliance'],
  ['n_partnership_ties', 'States tied by a partnership'],
  ['n_minilateral_ties', 'States tied by a minilateral'],
];

/** An event of a run, for the words of the report. */
export interface ReportedEvent {
  readonly run: number;
  readonly tick: number;
  readonly event: string;
  readonly actor: string;
  readonly other: string;
  readonly agreement: number;
  readonly name: string;
  readonly words: string;
  readonly states: readonly string[];
}

/** What was recorded of a state in all runs: for each metric and recorded tick a mean and a band. */
export interface StateBands {
  readonly ticks: readonly number[];
  /** By metric of STATE_CHARTS, state and tick. */
  readonly metrics: readonly (readonly ReturnType<typeof spread>[][])[];
}

interface Gathered {
  readonly agreements: Map<number, { entry: AgreementEntry; changes: AgreementChange[] }>;
  readonly events: EventEntry[];
  readonly recorded: Map<number, { posture: string[]; power: number[] }>;
}

/** Everything that is read of the runs besides the system's metrics. */
export interface RunsInDetail {
  readonly replays: readonly Replay[];
  readonly bands: StateBands | null;
  /** Run-ticks at which the ties that are drawn were compared with those that were counted when the run was made. */
  readonly checked: number;
}

/** Reads agreements, events and states of the runs. `onEvent` is called with every event except refusals and renewals. */
export async function readRuns(
  source: ReportSource,
  states: readonly WorldState[],
  onEvent: (event: ReportedEvent) => void,
): Promise<RunsInDetail> {
  const { runs } = source;
  // A sweep may keep no agreements and events.
  if (!hasHistory(source)) return { replays: [], bands: null, checked: 0 };
  const index = new Map(states.map(({ id }, i) => [id, i]));
  const gathered: Gathered[] = runs.slice(0, MAX_REPLAYS).map(() => ({ agreements: new Map(), events: [], recorded: new Map() }));
  await readAgreements(source, gathered, index);
  await readEvents(source, gathered, index, onEvent);
  const bands = await readStates(source, gathered, index, states.length);
  const replays = gathered.map((one, k) => replayOf(one, runs[k] as RunRow));
  let checked = 0;
  replays.forEach((replay, run) => (checked += checkTies(source, replay, run, states.length)));
  return { replays, bands, checked };
}

/** Whether there are tables to play a run back from. For plain runs, reading a table that is missing is an error. */
function hasHistory({ results }: ReportSource): boolean {
  return results.manifest.experiment === undefined || (results.tables.has('agreements') && results.tables.has('events'));
}

const indexOfRuns = (runs: readonly RunRow[]) => new Map(runs.map(({ run }, index) => [run, index]));

function idsIn(text: string | undefined, index: ReadonlyMap<string, number>): number[] {
  if (text === undefined || text === '') return [];
  return text.split(' ').flatMap((id) => index.get(id) ?? []);
}

async function readAgreements(source: ReportSource, gathered: readonly Gathered[], index: ReadonlyMap<string, number>): Promise<void> {
  const runs = indexOfRuns(source.runs.slice(0, MAX_REPLAYS));
  const columns = ['run', 'agreement', 'name', 'kind', 'start', 'end', 'members'];
  for await (const [run = '', id = '', name = '', kind = '', start = '', end = '', members] of rowsOfRuns(
    source.results,
    'agreements',
    columns,
    runs,
  )) {
    const changes: AgreementChange[] = [];
    const kindAt = KINDS.findIndex((word) => word === kind);
    const entry: AgreementEntry = [name, kindAt, Number(start), end === '' ? -1 : Number(end), idsIn(members, index), changes];
    gathered[runs.get(run) ?? -1]?.agreements.set(Number(id), { entry, changes });
  }
}

async function readEvents(
  source: ReportSource,
  gathered: readonly Gathered[],
  index: ReadonlyMap<string, number>,
  onEvent: (event: ReportedEvent) => void,
): Promise<void> {
  const runs = indexOfRuns(source.runs);
  const columns = ['run', 'tick', 'event', 'actor', 'other', 'agreement', 'agreement_name', 'obligation', 'detail', 'states'];
  for await (const row of rowsOfRuns(source.results, 'events', columns, runs)) {
    const [run = '', tickCell = '', event = '', actor = '', other = '', agreementCell = '', name = '', obligation = '', detail = ''] = row;
    if (UNREPORTED.has(event)) continue;
    const at = runs.get(run) ?? -1;
    const tick = Number(tickCell);
    const agreement = agreementCell === '' ? -1 : Number(agreementCell);
    const words = obligation === '' ? detail : obligation;
    const all = (row[9] ?? '').split(' ').filter((id) => id !== '');
    onEvent({ run: at, tick, event, actor, other, agreement, name, words, states: all });
    const one = gathered[at];
    if (one === undefined) continue;
    const i = index.get(actor) ?? -1;
    const j = index.get(other) ?? -1;
    const changes = one.agreements.get(agreement)?.changes;
    const change = changeOf(event, i);
    if (change !== null) changes?.push([tick, ...change]);
    one.events.push([tick, event, i, j, agreement, words, FIGHTS.has(event) ? idsIn(row[9], index) : []]);
  }
}

/** What an event changes in its agreement. When a member leaves and so ends an agreement, its last members stay listed: the end says it all. */
function changeOf(event: string, actor: number): readonly ['j' | 'l' | 'k', number] | null {
  if (event === 'joined') return ['j', actor];
  if (event === 'left') return ['l', actor];
  if (event === 'matured') return ['k', KINDS.indexOf('alliance')];
  if (event === 'hollowed') return ['k', KINDS.indexOf('partnership')];
  return null;
}

async function readStates(
  source: ReportSource,
  gathered: readonly Gathered[],
  index: ReadonlyMap<string, number>,
  n: number,
): Promise<StateBands | null> {
  if (!hasTable(source.results, 'states')) return null;
  const runs = indexOfRuns(source.runs);
  const all = new Map<number, number[][][]>();
  const metrics = STATE_CHARTS.map(([column]) => column);
  const columns = ['run', 'tick', 'state', 'active', 'posture', ...metrics];
  for await (const row of rowsOfRuns(source.results, 'states', columns, runs)) {
    const [run = '', tickCell = '', id = '', active, posture = ''] = row;
    const tick = Number(tickCell);
    const state = index.get(id);
    if (state === undefined) continue;
    let cells = all.get(tick);
    if (cells === undefined) all.set(tick, (cells = metrics.map(() => Array.from({ length: n }, (): number[] => []))));
    for (let f = 0; f < metrics.length; f++) cells[f]?.[state]?.push(numberOf(row[5 + f] ?? ''));
    const recorded = gathered[runs.get(run) ?? -1]?.recorded;
    if (recorded === undefined) continue;
    let now = recorded.get(tick);
    if (now === undefined)
      recorded.set(tick, (now = { posture: Array.from({ length: n }, () => OUTSIDE), power: Array.from({ length: n }, () => 0) }));
    now.posture[state] = active === 'true' ? (POSTURE_LETTERS[posture as keyof typeof POSTURE_LETTERS] ?? OUTSIDE) : OUTSIDE;
    now.power[state] = numberOf(row[5] ?? '');
  }
  const ticks = [...all.keys()].sort((a, b) => a - b);
  return {
    ticks,
    metrics: metrics.map((_, f) => Array.from({ length: n }, (_unused, i) => ticks.map((tick) => spread(all.get(tick)?.[f]?.[i] ?? [])))),
  };
}

function replayOf({ agreements, events, recorded }: Gathered, { run, replicate, ticks }: RunRow): Replay {
  const at = [...recorded.keys()].sort((a, b) => a - b);
  const states: RecordedStates | null =
    at.length === 0
      ? null
      : {
          ticks: at,
          posture: at.map((tick) => recorded.get(tick)?.posture.join('') ?? '').join(''),
          power: at.map((tick) => packShares(recorded.get(tick)?.power ?? [])).join(''),
        };
  // Ids run from 0 without gaps; what is missing in a table that was tampered with would have shown in its digest.
  const entries = [...agreements].sort(([a], [b]) => a - b).map(([, { entry }]) => entry);
  return { run, label: `replicate ${replicate}`, ticks, states, agreements: entries, events };
}

/** Whether a state is a member of the system at a tick, as far as was recorded. */
export function membership(states: RecordedStates | null, n: number, tick: number): (state: number) => boolean {
  if (states === null) return () => true;
  // Between two recorded ticks a state is taken for what it was at the earlier.
  const last = states.ticks.reduce((found, recorded, at) => (recorded <= tick ? at : found), 0);
  return (state) => states.posture.charAt(last * n + state) !== OUTSIDE;
}

/** Compares the ties that are drawn with those that were counted when the run was made, where every tick was recorded. Returns the ticks compared. */
function checkTies(source: ReportSource, replay: Replay, run: number, n: number): number {
  const { states, ticks, agreements } = replay;
  if (states === null || states.ticks.length <= ticks || source.system.columns.length === 0) return 0;
  for (let tick = 0; tick <= ticks; tick++) {
    const { byKind } = countTies(tiesAt(agreements, tick, membership(states, n, tick)));
    KINDS.forEach((kind, k) => {
      const counted = source.system.at(`n_${kind}_ties`, tick)[run];
      if (counted !== byKind[k])
        throw new InvariantError(
          `run ${replay.run}, tick ${tick}: ${byKind[k]} ${kind} ties follow from agreements and events, not ${counted}`,
        );
    });
  }
  return ticks + 1;
}

/** A band in the payload's form. */
export function bandOf(spreads: readonly ReturnType<typeof spread>[]) {
  const column = (name: 'mean' | 'low' | 'high') => spreads.map((one) => (one[name] === null ? null : rounded(one[name])));
  return { mean: column('mean'), low: column('low'), high: column('high') };
}
