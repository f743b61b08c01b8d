import type { ReportedEvent } from './replays.ts';
import { hasTable, type ReportSource, type SystemSeries } from './read.ts';
import { formatNumber, percent, spread, type Spread } from './statistics.ts';
import type { WorldState } from './world-states.ts';

/** A metric at the start and at the end, over the runs. */
export interface KeyMetric {
  readonly label: string;
  readonly start: Spread;
  readonly end: Spread;
  /** Runs in which it is higher, and lower, at the end than at the start. */
  readonly rose: number;
  readonly fell: number;
}

/** Something that happened in some of the runs. */
export interface Notable {
  readonly words: string;
  /** Runs in which it happened. */
  readonly runs: number;
  /** The first time in the first run with it, for the page's script to go to. */
  readonly run: number;
  readonly tick: number;
}

/** What happened, in words and numbers. */
export interface Account {
  readonly sentences: readonly string[];
  readonly key: readonly KeyMetric[];
  readonly notable: readonly { readonly title: string; readonly items: readonly Notable[] }[];
}

const KEY: readonly (readonly [column: string, label: string])[] = [
  ['n_alliance_ties', 'pairs tied by an alliance'],
  ['n_partnership_ties', 'pairs tied by a partnership'],
  ['n_minilateral_ties', 'pairs tied by a minilateral'],
  ['n_agreements', 'agreements in force'],
  ['partnership_share', 'partnerships and minilaterals, share of ties'],
  ['share_balancing', 'balancing, share of states'],
  ['share_bandwagoning', 'bandwagoning, share of states'],
  ['share_partnering', 'partnering, share of states'],
  ['share_unaligned', 'unaligned, share of states'],
  ['share_hedging', 'hedging, share of states'],
  ['share_underbalancing', 'underbalancing, share of states'],
  ['mean_insecurity', 'insecurity, mean over states'],
  ['concentration', 'concentration of power'],
  ['polarization', 'polarization of the alliances'],
];

/** Most items listed of each kind. */
const MOST_LISTED = 8;
/** Most pairs at war that are named in the sentences. */
const MOST_WARS = 3;

/** Counts what happened in how many runs, event by event. */
export interface Tally {
  add(event: ReportedEvent): void;
  readonly happened: ReadonlyMap<string, { readonly runs: Set<number>; readonly first: ReportedEvent }>;
  /** Events of each kind, by run. */
  count(event: string, run: number): number;
}

/** A tally of nothing. */
export function createTally(): Tally {
  const happened = new Map<string, { runs: Set<number>; first: ReportedEvent }>();
  const counts = new Map<string, number>();
  return {
    happened,
    add(event) {
      const count = `${event.event} ${event.run}`;
      counts.set(count, (counts.get(count) ?? 0) + 1);
      const key = keyOf(event);
      if (key === null) return;
      const found = happened.get(key);
      if (found === undefined) happened.set(key, { runs: new Set([event.run]), first: event });
      else found.runs.add(event.run);
    },
    count: (event, run) => counts.get(`${event} ${run}`) ?? 0,
  };
}

/** The same happening in different runs has the same key; null where it is too small to report. Agreements of the scenario have the same number in every run. */
function keyOf({ event, actor, other, agreement, name, states, words }: ReportedEvent): string | null {
  switch (event) {
    case 'war':
      return JSON.stringify([event, ...[actor, other].sort((a, b) => (a < b ? -1 : 1))]);
    case 'matured':
    case 'hollowed':
      return JSON.stringify([event, ...states]);
    case 'left':
    case 'ended':
      return JSON.stringify([event, agreement, name, event === 'left' ? actor : words]);
    case 'entrapment':
    case 'abandonment':
      return JSON.stringify([event, actor]);
    default:
      return null;
  }
}

/** Describes what happened, from the tables alone: every statement is counted in them. */
export function account(source: ReportSource, states: readonly WorldState[], tally: Tally): Account {
  const { system, runs, scenario } = source;
  const key = KEY.filter(([column]) => system.columns.includes(column)).map(([column, label]) => keyMetric(system, runs, column, label));
  const nameOf = namesOf(states);
  const given = new Set((scenario.agreements ?? []).map(({ name }) => name));
  return {
    sentences: sentencesOf(source, states, key, tally, nameOf, hasTable(source.results, 'events')),
    key,
    notable: notableOf(tally, nameOf, given),
  };
}

function keyMetric(system: SystemSeries, runs: ReportSource['runs'], column: string, label: string): KeyMetric {
  const start = system.at(column, 0);
  const end = runs.map(({ ticks }, run) => system.at(column, ticks)[run] ?? NaN);
  return {
    label,
    start: spread(start),
    end: spread(end),
    rose: end.filter((value, run) => value > (start[run] ?? NaN)).length,
    fell: end.filter((value, run) => value < (start[run] ?? NaN)).length,
  };
}

function namesOf(states: readonly WorldState[]): (id: string) => string {
  const names = new Map(states.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

function sentencesOf(
  { runs, scenario }: ReportSource,
  states: readonly WorldState[],
  key: readonly KeyMetric[],
  tally: Tally,
  nameOf: (id: string) => string,
  withEvents: boolean,
): string[] {
  const n = runs.length;
  const last = runs.reduce((most, { ticks }) => Math.max(most, ticks), 0);
  const size = states.length === 0 ? '' : `${states.length} states over `;
  const sentences = [
    `${size}${last} ticks, from ${scenario.start} to ${scenario.start + last}, ${n === 1 ? 'in one run' : `in ${n} runs that differ only in their random draws`}.`,
  ];
  const stopped = runs.filter(({ stopReason }) => stopReason !== 'ticks').length;
  if (stopped > 0)
    sentences.push(`${stopped === 1 ? 'One run was' : `${stopped} runs were`} stopped before that by a condition of the scenario.`);
  for (const label of [
    'pairs tied by an alliance',
    'pairs tied by a partnership',
    'pairs tied by a minilateral',
    'insecurity, mean over states',
  ]) {
    const one = key.find((metric) => metric.label === label);
    if (one !== undefined) sentences.push(changeInWords(one, n));
  }
  const postures = key.filter(({ label }) => /^(balancing|bandwagoning|partnering|unaligned),/.test(label));
  if (postures.length === 4)
    sentences.push(
      `At the end ${listed(postures.map(({ label, end }) => `${percent(end.mean ?? 0)} of states were ${label.split(',')[0] ?? ''}`))}${n === 1 ? '' : ', on average'}.`,
    );
  if (withEvents) sentences.push(conflictInWords(runs.length, tally), ...warsInWords(tally, nameOf, n));
  return sentences;
}

function changeInWords({ label, start, end, rose, fell }: KeyMetric, n: number): string {
  const subject = capital(label.replace(', mean over states', ' (mean over states)'));
  const verb = label.startsWith('pairs') ? 'numbered' : 'was';
  const from = `${subject} ${verb} ${formatNumber(start.mean)} at the start and ${formatNumber(end.mean)} at the end`;
  if (n === 1) return `${from}.`;
  return `${from} on average (${formatNumber(end.low)} to ${formatNumber(end.high)} in the middle four fifths of the runs); higher at the end in ${rose} of ${n} runs, lower in ${fell}.`;
}

function conflictInWords(n: number, tally: Tally): string {
  const perRun = (event: string) => spread(Array.from({ length: n }, (_, run) => tally.count(event, run)));
  const counted = (event: string, words: string) => `${formatNumber(perRun(event).mean)} ${words}`;
  const withWar = Array.from({ length: n }, (_, run) => tally.count('war', run)).filter((wars) => wars > 0).length;
  const counts = listed([
    counted('dispute', 'militarized disputes'),
    counted('war', 'wars'),
    counted('entrapment', 'entrapments'),
    counted('abandonment', 'abandonments'),
  ]);
  if (n === 1) return `There were ${counts}.`;
  return `A run saw on average ${counts}; ${withWar === 0 ? 'no run had a war' : `${withWar} of ${n} runs had a war`}.`;
}

function warsInWords(tally: Tally, nameOf: (id: string) => string, n: number): string[] {
  const wars = [...tally.happened.values()].filter(({ first }) => first.event === 'war').sort((a, b) => b.runs.size - a.runs.size);
  if (wars.length === 0) return [];
  const pair = ({ runs, first: { actor, other } }: (typeof wars)[number]) =>
    `${nameOf(actor)} with ${nameOf(other)}${n === 1 ? '' : ` (${runs.size} of ${n} runs)`}`;
  const shown = wars.slice(0, MOST_WARS);
  const more = wars.length - shown.length;
  return [
    `${n === 1 ? 'At war' : 'Most often at war'}: ${shown.map(pair).join('; ')}${more === 0 ? '' : `; and ${more} other ${more === 1 ? 'pair' : 'pairs'}`}.`,
  ];
}

function notableOf(tally: Tally, nameOf: (id: string) => string, given: ReadonlySet<string>): Account['notable'] {
  const everyone = ({ states }: ReportedEvent) => listed(states.map(nameOf));
  const actorOf = ({ actor }: ReportedEvent) => nameOf(actor);
  const lists: readonly (readonly [title: string, event: string, ofScenario: boolean, words: (first: ReportedEvent) => string])[] = [
    ['Wars', 'war', false, ({ actor, other }) => `${nameOf(actor)} and ${nameOf(other)}`],
    ['Agreements of the scenario that ended', 'ended', true, ({ name, words }) => `${name} (${ENDED[words] ?? words})`],
    ['States that left an agreement of the scenario', 'left', true, ({ actor, name }) => `${nameOf(actor)} left ${name}`],
    ['Became allies', 'matured', false, everyone],
    ['Alliances that became partnerships', 'hollowed', false, everyone],
    ['Entrapped', 'entrapment', false, actorOf],
    ['Abandoned', 'abandonment', false, actorOf],
  ];
  return lists
    .map(([title, event, ofScenario, words]) => ({
      title,
      items: [...tally.happened.values()]
        .filter(({ first }) => first.event === event && (!ofScenario || given.has(first.name)))
        .sort((a, b) => b.runs.size - a.runs.size || a.first.tick - b.first.tick)
        .slice(0, MOST_LISTED)
        .map(({ runs, first }): Notable => ({ words: words(first), runs: runs.size, run: first.run, tick: first.tick })),
    }))
    .filter(({ items }) => items.length > 0);
}

const ENDED: Record<string, string> = {
  left: 'a member left',
  lapsed: 'its term ended',
  shock: 'by a dated event',
  war: 'members fought each other',
};

function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
