import { METRICS } from '../../src/measure/metrics/index.ts';
import { meanInterval, wilsonInterval } from '../../src/statistics/intervals.ts';
import type { Seen, Watched } from './watch.ts';

/** A world that the bars are measured in. */
export interface Arm {
  readonly world: string;
  readonly sets?: readonly string[];
  /** Replicates as a multiple of what was asked for: small worlds vary more and cost less. */
  readonly times?: number;
}

/** What a bar makes of the runs of its arms. */
interface Measured {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly note?: string;
}

export interface Bar {
  readonly group: string;
  readonly name: string;
  /** By name in ARMS. */
  readonly arms: readonly ArmName[];
  readonly target: string;
  measure(...runs: readonly Watched[][]): Measured;
  met(measured: Measured): boolean;
}

const LEVEL = 0.95;
/** The scenarios in which certainties at the start are counted. */
export const HISTORICAL = [
  'anglo-japanese-1902',
  'axis-1939',
  'cold-war-1950',
  'europe-1914',
  'indo-pacific-2022',
  'informal-ally',
  'middle-east-minilaterals',
  'nato-indo-pacific-partners',
  'non-aligned-web',
  'quad-maturing',
  'unipole-1991',
] as const;

/** Every world by name; the historical ones by their own. */
export const ARMS = {
  ...(Object.fromEntries(HISTORICAL.map((world) => [world, { world }])) as unknown as Record<(typeof HISTORICAL)[number], Arm>),
  europe: { world: 'europe-1914', times: 5 },
  atlantic: { world: 'cold-war-1950', times: 2 },
  rising: { world: 'quad-maturing', sets: ['variant=rising'], times: 2 },
  exit: { world: 'middle-east-minilaterals', sets: ['variant=american-exit'] },
} satisfies Record<string, Arm>;
export type ArmName = keyof typeof ARMS;

function mean(values: readonly number[], note?: string): Measured {
  const { mean: value, low, high } = meanInterval(values, LEVEL);
  if (value === null) throw new Error('no run was measured');
  return { value, low: low ?? value, high: high ?? value, ...(note === undefined ? {} : { note }) };
}

function share(runs: readonly Watched[], holds: (run: Watched) => boolean, note?: string): Measured {
  const k = runs.filter(holds).length;
  const { low, high } = wilsonInterval(k, runs.length, LEVEL);
  if (low === null || high === null) throw new Error('no run was measured');
  return { value: k / runs.length, low, high, ...(note === undefined ? {} : { note }) };
}

const at = (run: Watched, metric: string, tick: number) => run.system.get(metric)![tick]!;
const average = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;

/** Alliances founded in a tick: signed, or grown out of a lesser agreement. */
const newAlliances = (run: Watched, tick: number) =>
  run.seen.filter((e) => e.tick === tick && e.kind_after === 'alliance' && (e.kind === 'signed' || e.kind === 'matured')).length;

/** Departures in a tick: states that left, and agreements that nobody renewed. */
const departures = (run: Watched, tick: number) =>
  run.seen.filter((e) => e.tick === tick && (e.kind === 'left' || (e.kind === 'ended' && e.detail === 'lapsed'))).length;

const membersNow = (run: Watched, id: number) => {
  const agreement = run.agreements[id]!;
  return agreement.end >= 0 ? [] : agreement.members.map((m) => m.state);
};

/** Whether an agreement of the file still has all of its first members at the end. */
function keepsAll(run: Watched, name: string): boolean {
  const given = run.file.find((a) => a.name === name)!;
  const now = membersNow(run, given.id);
  return given.members.every((m) => now.includes(m));
}

const joined = (run: Watched) => run.seen.filter((e) => e.kind === 'joined');

function joinsAbroad(run: Watched): number {
  return joined(run).filter((e) => !e.states.some((k) => k !== e.actor && run.regionOf[k] === run.regionOf[e.actor])).length;
}

/** Pairs allied at the end, less those that are so by the growth of the organisation of this name alone. */
function alliedWithoutGrowth(run: Watched, name: string): number {
  const pairs = new Set<string>();
  for (const agreement of run.agreements) {
    if (agreement.end >= 0 || agreement.kind !== 'alliance') continue;
    const given = agreement.name === name ? run.file.find((a) => a.name === name)!.members : null;
    const members = agreement.members.map((m) => m.state).filter((m) => given === null || given.includes(m));
    for (const a of members) for (const b of members) if (a < b) pairs.add(`${a} ${b}`);
  }
  return pairs.size;
}

/** Share of the partners of the start that a state still has at the end. */
function keptBy(run: Watched, id: string): number {
  const i = run.ids.indexOf(id);
  const before = run.tiesAtStart[i]!;
  return before.filter((k) => run.tiesAtEnd[i]!.includes(k)).length / before.length;
}

/** Greatest ratio, over the metrics of the whole system that describe it at the end of a tick, of its move in tick 1 to its mean yearly move after. */
function firstStep(runs: readonly Watched[]): Measured {
  let value = 0;
  let note = '';
  for (const { name, flow } of METRICS) {
    if (flow || name.startsWith('new_') || name.startsWith('ended_')) continue;
    const move = (run: Watched, t: number) => Math.abs(at(run, name, t) - at(run, name, t - 1));
    const first = average(runs.map((run) => move(run, 1)));
    const later = average(
      runs.map((run) => {
        const last = run.system.get(name)!.length - 1;
        return average(Array.from({ length: last - 1 }, (_, x) => move(run, x + 2)));
      }),
    );
    // a metric that is not defined in some tick cannot be compared
    const ratio = first / later;
    if (Number.isFinite(ratio) && ratio > value) {
      value = ratio;
      note = name;
    }
  }
  return { value, low: value, high: value, note };
}

/** What a state leaves of the file's agreements, joins or is newly allied by in the first three ticks. */
function earlyChanges(run: Watched): Set<string> {
  const out = new Set<string>();
  for (const e of run.seen) {
    if (e.tick > 3) continue;
    const given = run.file.find((a) => a.id === e.agreement);
    const who = e.states.map((s) => run.ids[s]).join('-');
    if (given !== undefined && e.kind === 'left') out.add(`${run.ids[e.actor]} leaves ${given.name}`);
    else if (given !== undefined && e.kind === 'ended' && e.detail === 'lapsed') out.add(`${given.name} lapses`);
    else if (e.kind === 'joined') out.add(`${run.ids[e.actor]} joins ${run.agreements[e.agreement]!.name}`);
    else if (e.kind_after === 'alliance' && (e.kind === 'signed' || e.kind === 'matured')) out.add(`${who} allied`);
  }
  return out;
}

function certainties(runs: readonly Watched[]): string[] {
  const counts = new Map<string, number>();
  for (const run of runs) for (const change of earlyChanges(run)) counts.set(change, (counts.get(change) ?? 0) + 1);
  return [...counts].filter(([, n]) => n >= 0.875 * runs.length).map(([change]) => change);
}

const newMinilaterals = (runs: readonly Watched[]) =>
  runs.map((run) => run.seen.filter((e) => e.kind === 'signed' && run.agreements[e.agreement]!.kindAtStart === 'minilateral').length);

/** Whether the agreement of this name became an alliance, or some of its members founded one among themselves. */
function matures(run: Watched, name: string): boolean {
  const given = run.file.find((a) => a.name.startsWith(name))!;
  return run.seen.some(
    (e: Seen) =>
      e.kind_after === 'alliance' &&
      (e.kind === 'matured' || e.kind === 'signed') &&
      (e.agreement === given.id || e.states.every((s) => given.members.includes(s))),
  );
}

const GREAT_WAR = 5;
const NATO = 'NATO 1949';
const least = (x: number) => ({ target: `>= ${x}`, met: (m: Measured) => m.value >= x });
const most = (x: number) => ({ target: `<= ${x}`, met: (m: Measured) => m.value <= x });

function headline(name: string, rule: Pick<Bar, 'target' | 'met'>, measure: (runs: Watched[]) => Measured): Bar {
  return { group: 'headline', name, arms: ['indo-pacific-2022'], measure: (runs) => measure(runs!), ...rule };
}

/** The start and the end of a metric as one: the mean gain, with the two levels for a note. */
function gain(runs: Watched[], metric: string): Measured {
  const last = (run: Watched) => run.system.get(metric)!.length - 1;
  const level = average(runs.map((run) => at(run, metric, last(run))));
  return mean(
    runs.map((run) => at(run, metric, last(run)) - at(run, metric, 0)),
    `${at(runs[0]!, metric, 0)} -> ${level.toFixed(1)}`,
  );
}

const flowOf = (run: Watched, metric: string) => run.system.get(metric)!.reduce((sum, x) => sum + (Number.isFinite(x) ? x : 0), 0);

/** Every bar. */
export const BARS: readonly Bar[] = [
  headline('alliances founded in tick 1', most(1), (runs) => mean(runs.map((run) => newAlliances(run, 1)))),
  headline('departures in tick 1', most(5), (runs) => mean(runs.map((run) => departures(run, 1)))),
  headline('greatest move of a metric in tick 1 over its yearly move', most(3), firstStep),
  headline('runs in which NATO keeps all members', least(0.9), (runs) => share(runs, (run) => keepsAll(run, NATO))),
  headline('runs in which Finland or Sweden join NATO', least(0.25), (runs) =>
    share(runs, (run) => joined(run).some((e) => run.agreements[e.agreement]!.name === NATO && ['FIN', 'SWE'].includes(run.ids[e.actor]!))),
  ),
  headline('accessions to an organisation of another region, a run', most(0), (runs) => mean(runs.map(joinsAbroad))),
  headline("scenario's partnerships alive at tick 10", least(0.75), (runs) =>
    mean(
      runs.map((run) => {
        const given = run.file.filter((a) => a.kind === 'partnership').map((a) => run.agreements[a.id]!);
        return given.filter((a) => a.end < 0 || a.end > 10).length / given.length;
      }),
    ),
  ),
  headline('hedging at the end', least(0.4), (runs) =>
    mean(runs.map((run) => at(run, 'share_hedging', run.system.get('tick')!.length - 1))),
  ),
  headline('partnership ties gained', { target: '> 0', met: (m) => m.value > 0 }, (runs) => gain(runs, 'n_partnership_ties')),
  headline('minilateral ties gained', { target: '> 0', met: (m) => m.value > 0 }, (runs) => gain(runs, 'n_minilateral_ties')),
  headline(
    "alliance ties at the end over the start, without NATO's growth",
    { target: '.85 to 1.15', met: (m) => m.value >= 0.85 && m.value <= 1.15 },
    (runs) =>
      mean(
        runs.map((run) => alliedWithoutGrowth(run, NATO) / at(run, 'n_alliance_ties', 0)),
        `${at(runs[0]!, 'n_alliance_ties', 0)} -> ${average(runs.map((run) => at(run, 'n_alliance_ties', run.system.get('tick')!.length - 1))).toFixed(1)} with it`,
      ),
  ),
  headline('entrapments or abandonments, the more frequent, a run', most(10), (runs) => {
    const [traps, left] = ['new_entrapments', 'new_abandonments'].map((name) => runs.map((run) => flowOf(run, name))) as [
      number[],
      number[],
    ];
    const note = `${average(traps).toFixed(1)} / ${average(left).toFixed(1)}`;
    return mean(average(traps) > average(left) ? traps : left, note);
  }),
  headline('least share of its partners that China, India or Russia keeps', least(0.7), (runs) => {
    const each = ['CHN', 'IND', 'RUS'].map((id) => mean(runs.map((run) => keptBy(run, id))));
    const lowest = each.reduce((x, y) => (y.value < x.value ? y : x));
    return { ...lowest, note: each.map(({ value }) => value.toFixed(2)).join(' / ') };
  }),
  headline('runs with a dispute of Russia and Ukraine in five years', least(0.5), (runs) =>
    share(runs, (run) =>
      run.seen.some(
        (e) => e.kind === 'dispute' && e.tick <= 5 && ['RUS', 'UKR'].every((id) => [e.actor, e.other].includes(run.ids.indexOf(id))),
      ),
    ),
  ),
  {
    group: 'start',
    name: 'certainties in the first three ticks of the historical scenarios',
    arms: HISTORICAL,
    ...most(6),
    measure: (...arms) => {
      const each = arms.map(certainties);
      const value = each.reduce((sum, list) => sum + list.length, 0);
      return {
        value,
        low: value,
        high: value,
        note: HISTORICAL.map((name, x) => `${name} ${each[x]!.length}`)
          .filter((_, x) => each[x]!.length > 0)
          .join(', '),
      };
    },
  },
  {
    group: '1914',
    name: `runs with a war of ${GREAT_WAR} or more within ten years`,
    arms: ['europe'],
    ...least(0.25),
    measure: (runs) => share(runs!, (run) => run.seen.some((e) => e.kind === 'war' && e.tick <= 10 && e.states.length >= GREAT_WAR)),
  },
  {
    group: '1950',
    name: 'runs in which NATO loses nobody in 25 years',
    arms: ['atlantic'],
    ...least(0.9),
    measure: (runs) =>
      share(
        runs!,
        (run) => keepsAll(run, 'North Atlantic 1949'),
        Object.entries(
          runs!
            .flatMap((run) =>
              run.seen
                .filter((e) => e.kind === 'left' && run.agreements[e.agreement]!.name === 'North Atlantic 1949')
                .map((e) => `${run.ids[e.actor]}@${e.tick}`),
            )
            .reduce<Record<string, number>>((all, x) => ({ ...all, [x]: (all[x] ?? 0) + 1 }), {}),
        )
          .sort((x, y) => y[1] - x[1])
          .slice(0, 6)
          .map(([x, n]) => `${x} ${n}`)
          .join(', '),
      ),
  },
  {
    group: 'Quad',
    name: 'runs of `rising` in which the Quad matures, wholly or in part',
    arms: ['rising'],
    target: '> 0',
    met: (m) => m.value > 0,
    measure: (runs) => share(runs!, (run) => matures(run, 'Quad')),
  },
  {
    group: 'Middle East',
    name: 'minilaterals founded, a run',
    arms: ['middle-east-minilaterals'],
    ...least(3),
    measure: (runs) => mean(newMinilaterals(runs!)),
  },
  {
    group: 'Middle East',
    name: 'more of them when the great power leaves',
    arms: ['middle-east-minilaterals', 'exit'],
    target: '> 0',
    met: (m) => m.value > 0,
    measure: (stays, leaves) => {
      const [x, y] = [newMinilaterals(stays!), newMinilaterals(leaves!)];
      return mean(y.map((n, r) => n - x[r]!));
    },
  },
];
