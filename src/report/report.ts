import { EVENT_KINDS } from '../model/events.ts';
import { VALUE_TERMS } from '../model/terms/index.ts';
import { citationHtml, parametersHtml, provenanceHtml } from './about.ts';
import { asset } from './assets.ts';
import { readExplanations } from './explanations.ts';
import { html, raw, type Html } from './escape.ts';
import { tiesAt } from './history.ts';
import { pageHtml, type Part } from './page.ts';
import { LIGHT } from './palette.ts';
import type { Payload, Replay } from './payload.ts';
import { freeLayout, mapOf } from './place.ts';
import { readSource, type ReportSource } from './read.ts';
import { networkHtml, stateHtml, timelineHtml } from './replay-html.ts';
import { bandOf, membership, readRuns, STATE_CHARTS, type StateBands } from './replays.ts';
import { accountHtml, chartHtml, section, tableHtml } from './sections.ts';
import { sweepCharts, type AnalyseSweep } from './sweep-charts.ts';
import { powerChart, systemCharts, type Chart } from './series.ts';
import { BAND_WORDS } from './statistics.ts';
import { account, createTally } from './words.ts';
import { worldStates, type WorldState } from './world-states.ts';

/** Options of a report. */
export interface ReportOptions {
  /** In place of the scenario's title. */
  readonly title?: string | undefined;
  /** Number of the configuration whose runs are shown; none = the first. */
  readonly config?: number | undefined;
}

/** A finished report. */
export interface Report {
  readonly html: string;
  readonly runs: number;
  /** Runs that can be played back. */
  readonly replays: number;
  readonly charts: readonly string[];
  /** Run-ticks at which the ties drawn were compared with those counted in system.csv. */
  readonly ticksChecked: number;
}

/** Room for what is played back, in characters: with the rest it keeps the file below 5 MB. */
const REPLAY_ROOM = 3_000_000;
/** Room for what states weighed. */
const EXPLANATION_ROOM = 700_000;

/**
 * Makes the report of a results folder, from its files alone: one HTML page, the same for the same files. A sweep is analysed by the function given.
 * @throws InputError where the folder is not whole, was altered, or has no run that came to its end
 */
export async function makeReport(folder: string, analyse: AnalyseSweep, options: ReportOptions = {}): Promise<Report> {
  const source = await readSource(folder, options.config);
  const states = await worldStates(source);
  const tally = createTally();
  const { replays, bands, checked } = await readRuns(source, states, tally.add);
  const kept = fitting(replays);
  const { start } = source.scenario;
  const charts = await systemCharts(source.system, start);
  const power = bands === null ? [] : [await powerChart(states, { ticks: bands.ticks, power: bands.metrics[0] ?? [] }, start)];
  const series = [...charts, ...power];
  const sweep = await sweepCharts(source.results, analyse);
  const all = [...sweep.charts, ...series];
  const payload = await payloadOf(source, states, kept, bands, all);
  const title = options.title ?? titleOf(source);
  const n = source.runs.length;
  const replay =
    kept.length === 0
      ? []
      : [
          part(
            'replay',
            'The network',
            networkHtml({ hasMap: payload.land !== '', hasStates: bands !== null, note: replayNote(kept.length, n, checked) }),
          ),
          part('events', 'Events', timelineHtml()),
          part('states', 'States', stateHtml()),
        ];
  const parts: Part[] = [
    ...(sweep.charts.length === 0 ? [] : [part('sweep', 'The sweep', sweepHtml(source, sweep))]),
    part('account', 'What happened', withConfig(source, accountHtml(account(source, states, tally), n))),
    ...(series.length === 0 ? [] : [part('over-time', 'Over time', chartsHtml(series))]),
    ...replay,
    part('parameters', 'Parameters', parametersHtml(source.scenario)),
    part('provenance', 'Where the results come from', provenanceHtml(source)),
    part('citation', 'How to cite', citationHtml(source)),
  ];
  const page = pageHtml({
    title,
    subtitle: `${source.scenario.name}: ${n === 1 ? 'one run' : `${n} runs`}, seed ${source.results.manifest.seed}`,
    description: source.scenario.description,
    parts,
    payload,
    script: asset('client.js').trim(),
    style: asset('client.css').trim(),
  });
  return { html: page, runs: n, replays: kept.length, charts: all.map(({ id }) => id), ticksChecked: checked };
}

/** The experiment's title for a sweep, else the scenario's. */
function titleOf({ results: { manifest }, scenario }: ReportSource): string {
  const { title, name } = manifest.experiment ?? scenario;
  return title === '' ? name : title;
}

function chartsHtml(charts: readonly Chart[]): Html {
  return html`<div class="charts">${charts.map(chartHtml)}</div>`;
}

function sweepHtml({ results: { manifest } }: ReportSource, { charts, notes }: Awaited<ReturnType<typeof sweepCharts>>): Html {
  const { experiment } = manifest;
  const factor = ({ label, paths, values, range }: NonNullable<typeof experiment>['factors'][number]) =>
    html`<tr>
      <th scope="row">${label}</th>
      <td class="text"><code>${paths.join(', ')}</code></td>
      <td class="text">
        ${values === undefined ? (range === undefined ? '' : `${range.low} to ${range.high}, ${range.scale}`) : values.slice(0, 20).map(String).join(', ')}
      </td>
    </tr>`;
  return html`${experiment === undefined || experiment.description === '' ? '' : html`<p><bdi>${experiment.description}</bdi></p>`}
    <p>
      Design ${experiment?.design.name ?? ''}: ${experiment?.points ?? 0} points, ${experiment?.replicates ?? 0} replicates of each.
      ${notes.map((note) => html`${note}. `)}
    </p>
    ${tableHtml('Factors', ['factor', 'sets', 'values'], (experiment?.factors ?? []).map(factor), 'What varies')} ${chartsHtml(charts)}`;
}

/** Says which of several configurations the rest of the page shows. */
function withConfig({ total, config }: ReportSource, body: Html): Html {
  if (total.configs === 1) return body;
  return html`<p class="warning">
      From here on the report shows only the runs of configuration ${config}, one of ${total.configs}; points.csv says what it is, and
      <code>entente report --config</code> selects another.
    </p>
    ${body}`;
}

function part(id: string, title: string, body: { readonly html: string }): Part {
  return { id, title, html: section(id, title, raw(body.html)) };
}

/** The first runs, as many as there is room for; one at least. */
function fitting(replays: readonly Replay[]): readonly Replay[] {
  let room = REPLAY_ROOM;
  const kept = replays.findIndex((replay) => (room -= JSON.stringify(replay).length) < 0);
  return kept < 0 ? replays : replays.slice(0, Math.max(1, kept));
}

function replayNote(kept: number, runs: number, checked: number): string {
  const which = kept < runs ? `The first ${kept} of ${runs} runs can be played back; all would make the file too large. ` : '';
  const how =
    'Ties at a tick are those of the agreements in force at its end: their kinds and members at the start, and every joining, leaving, maturing and hollowing since. ';
  const held =
    checked > 0
      ? `Their numbers agree with system.csv at all ${checked} ticks of these runs.`
      : 'States were not recorded at every tick, so their numbers were not checked against system.csv.';
  return `${which}${how}${held}`;
}

async function payloadOf(
  source: ReportSource,
  states: readonly WorldState[],
  replays: readonly Replay[],
  bands: StateBands | null,
  charts: readonly Chart[],
): Promise<Payload> {
  const map = mapOf(states);
  const free = freeLayout(states.length, pairsEverTied(replays, states.length));
  return {
    name: source.scenario.name,
    start: source.scenario.start,
    states: states.map(({ id, name, region }, i) => ({ id, name, region, map: map?.points[i] ?? null, free: free[i] ?? [0, 0] })),
    land: map?.land ?? '',
    replays,
    band: source.runs.length > 1 ? `Line: mean of ${source.runs.length} runs. Band: ${BAND_WORDS}.` : 'One run: there is no band.',
    bandTicks: bands?.ticks ?? [],
    stateCharts: STATE_CHARTS.flatMap(([column, title], f) =>
      bands === null ? [] : [{ column, title, bands: (bands.metrics[f] ?? []).map(bandOf) }],
    ),
    terms: VALUE_TERMS.map(({ name }) => name),
    explanations: await readExplanations(source, replays, states, EXPLANATION_ROOM),
    events: Object.entries(EVENT_KINDS).filter(([kind]) => kind !== 'refused' && kind !== 'renewed'),
    charts: Object.fromEntries(charts.map(({ id, data }) => [id, data])),
    light: LIGHT,
  };
}

/** Pairs with the number of runs and ticks in which they were tied; a few ticks of each run say enough for a layout. */
function pairsEverTied(replays: readonly Replay[], n: number): { a: number; b: number; weight: number }[] {
  const pairs = new Map<string, { a: number; b: number; weight: number }>();
  for (const { agreements, states, ticks } of replays) {
    const step = Math.max(1, Math.floor(ticks / 6));
    for (let tick = 0; tick <= ticks; tick += step)
      for (const { a, b } of tiesAt(agreements, tick, membership(states, n, tick))) {
        const key = `${a} ${b}`;
        const pair = pairs.get(key) ?? { a, b, weight: 0 };
        pair.weight += 1;
        pairs.set(key, pair);
      }
  }
  return [...pairs.values()];
}
