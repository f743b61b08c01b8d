import { draw } from './draw.ts';
import { variable, type Colour } from './palette.ts';
import type { ChartData } from './payload.ts';
import type { SystemSeries } from './read.ts';
import { BAND_WORDS, formatNumber, rounded, spread, type Spread } from './statistics.ts';

/** A line of a chart. */
export interface Line {
  readonly label: string;
  readonly colour: Colour;
  /** Lengths of dash and gap; it distinguishes the lines where colours do not. */
  readonly dash: readonly number[];
  /** By tick. */
  readonly spreads: readonly Spread[];
}

/** A chart of the page. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  /** A description in words, for readers who cannot see the chart. */
  readonly description: string;
  readonly caption: string;
  readonly svg: string;
  /** Whether the picture is drawn for a white background and keeps it in the dark scheme. */
  readonly paper?: boolean;
  readonly data: ChartData;
}

interface Panel {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly lines: readonly (readonly [column: string, label: string, colour: Colour])[];
}

/** Charts of the system over time. */
export const PANELS: readonly Panel[] = [
  {
    id: 'ties',
    title: 'Pairs of states tied by agreements',
    caption: 'A pair counts once in each kind.',
    lines: [
      ['n_alliance_ties', 'alliance', 'alliance'],
      ['n_partnership_ties', 'partnership', 'partnership'],
      ['n_minilateral_ties', 'minilateral', 'minilateral'],
    ],
  },
  {
    id: 'postures',
    title: 'Postures, share of states',
    caption: "What each state's agreements amount to at the end of the tick.",
    lines: [
      ['share_balancing', 'balancing', 'balancing'],
      ['share_bandwagoning', 'bandwagoning', 'bandwagoning'],
      ['share_partnering', 'partnering', 'partnering'],
      ['share_unaligned', 'unaligned', 'unaligned'],
    ],
  },
  {
    id: 'partnership-share',
    title: 'Partnerships and minilaterals among ties',
    caption: 'Partnership and minilateral ties over all ties.',
    lines: [['partnership_share', 'share of ties', 'partnership']],
  },
  {
    id: 'insecurity',
    title: 'Insecurity, mean over states',
    caption: 'What states believe that others intend, weighted by the probability that these would prevail.',
    lines: [['mean_insecurity', 'mean insecurity', 'one']],
  },
  {
    id: 'conduct',
    title: 'Hedging and underbalancing, share of states',
    caption: 'Hedging: ties to both sides of a rivalry. Underbalancing: threatened without an alliance against the threat.',
    lines: [
      ['share_hedging', 'hedging', 'three'],
      ['share_underbalancing', 'underbalancing', 'four'],
    ],
  },
  {
    id: 'conflict',
    title: 'Disputes and wars, new in the tick',
    caption: 'Militarized disputes, and those of them that became wars.',
    lines: [
      ['new_disputes', 'disputes', 'dispute'],
      ['new_wars', 'wars', 'war'],
    ],
  },
  {
    id: 'obligations',
    title: 'Entrapment and abandonment, new in the tick',
    caption: 'States drawn into conflicts of others, and states left alone by those obliged to come.',
    lines: [
      ['new_entrapments', 'entrapments', 'two'],
      ['new_abandonments', 'abandonments', 'five'],
    ],
  },
  {
    id: 'turnover',
    title: 'Agreements, signed and ended in the tick',
    caption: 'Agreements founded and agreements that came to an end, of every kind.',
    lines: [
      ['new_agreements', 'signed', 'three'],
      ['ended_agreements', 'ended', 'war'],
    ],
  },
];

const DASHES: readonly (readonly number[])[] = [[], [7, 3], [2, 2.5], [9, 3, 2, 3], [4, 2]];
const WIDTH = 400;
const HEIGHT = 200;
/** Number of states in the chart of power, at most. */
const MOST_STATES = 5;

/** The charts of the system over time for which the folder has the columns. */
export async function systemCharts(system: SystemSeries, start: number): Promise<Chart[]> {
  const charts: Chart[] = [];
  for (const { lines, ...panel } of PANELS) {
    const there = lines.filter(([column]) => system.columns.includes(column));
    if (there.length === 0) continue;
    const drawn = there.map(([column, label, colour], k): Line => ({
      label,
      colour,
      dash: DASHES[k] ?? [],
      spreads: system.ticks.map((tick) => spread(system.at(column, tick))),
    }));
    charts.push(await seriesChart(panel, drawn, system.ticks, start));
  }
  return charts;
}

/** The chart of the most powerful states. */
export async function powerChart(
  states: readonly { readonly id: string; readonly name: string }[],
  bands: { readonly ticks: readonly number[]; readonly power: readonly (readonly Spread[])[] },
  start: number,
): Promise<Chart> {
  const greatest = (state: number) => Math.max(0, ...(bands.power[state] ?? []).map(({ mean }) => mean ?? 0));
  const strongest = states
    .map((state, index) => ({ ...state, index }))
    .sort((a, b) => greatest(b.index) - greatest(a.index) || a.index - b.index)
    .slice(0, MOST_STATES);
  const colours: readonly Colour[] = ['one', 'two', 'three', 'four', 'five'];
  const lines = strongest.map(({ id, index }, k): Line => ({
    label: id,
    colour: colours[k] ?? 'muted',
    dash: DASHES[k] ?? [],
    spreads: bands.power[index] ?? [],
  }));
  const panel = {
    id: 'power',
    title: `Power of the ${strongest.length} most powerful states`,
    caption: `Shares of the system's power. ${strongest.map(({ id, name }) => (id === name ? id : `${id}: ${name}`)).join('; ')}.`,
  };
  return seriesChart(panel, lines, bands.ticks, start);
}

/** A chart of lines with bands. */
export async function seriesChart(
  panel: Omit<Panel, 'lines'>,
  lines: readonly Line[],
  ticks: readonly number[],
  start: number,
): Promise<Chart> {
  const runs = Math.max(...lines.flatMap(({ spreads }) => spreads.map(({ n }) => n)));
  const banded = runs > 1;
  return {
    ...panel,
    caption: `${panel.caption} ${banded ? `Lines: mean of ${runs} runs. Bands: ${BAND_WORDS}.` : 'One run: there is no band.'}`,
    description: `${panel.title}. ${lines.map((line) => lineInWords(line, ticks, start)).join(' ')}`,
    svg: await draw(specOf(lines, ticks, start, banded)),
    data: {
      columns: ['tick', 'time', 'series', 'runs', 'mean', 'p10', 'p90'],
      rows: lines.flatMap(({ label, spreads }) =>
        spreads.map(({ n, mean, low, high }, k) => [ticks[k] ?? 0, start + (ticks[k] ?? 0), label, n, mean, low, high]),
      ),
    },
  };
}

function lineInWords({ label, spreads }: Line, ticks: readonly number[], start: number): string {
  const defined = spreads.map(({ mean }, k) => ({ mean, time: start + (ticks[k] ?? 0) })).filter(({ mean }) => mean !== null);
  const first = defined[0];
  const last = defined.at(-1);
  if (first === undefined || last === undefined) return `${label}: never defined.`;
  const most = defined.reduce((best, one) => ((one.mean ?? 0) > (best.mean ?? 0) ? one : best));
  return `${label}: ${formatNumber(first.mean)} in ${first.time}, ${formatNumber(last.mean)} in ${last.time}, greatest ${formatNumber(most.mean)} in ${most.time}.`;
}

function specOf(lines: readonly Line[], ticks: readonly number[], start: number, banded: boolean): object {
  const values = lines.flatMap(({ label, spreads }) =>
    spreads.flatMap(({ mean, low, high }, k) =>
      mean === null
        ? []
        : [{ time: start + (ticks[k] ?? 0), series: label, mean: rounded(mean), low: rounded(low ?? mean), high: rounded(high ?? mean) }],
    ),
  );
  const domain = lines.map(({ label }) => label);
  const range = lines.map(({ colour }) => variable(colour));
  const legend =
    lines.length < 2
      ? null
      : {
          title: null,
          orient: 'bottom',
          direction: 'horizontal',
          symbolType: 'stroke',
          symbolSize: 500,
          symbolOpacity: 1,
          columns: lines.length === 4 ? 2 : 3,
          offset: 4,
        };
  const color = { field: 'series', type: 'nominal', scale: { domain, range }, legend };
  const x = {
    field: 'time',
    type: 'quantitative',
    scale: { zero: false, nice: false },
    axis: { title: null, format: 'd', grid: false, tickCount: Math.min(7, ticks.length), labelFlush: true },
  };
  const y = (field: string) => ({ field, type: 'quantitative', axis: { title: null, tickCount: 5 } });
  const line = {
    mark: { type: 'line', strokeWidth: 2, ...(ticks.length === 1 ? { point: true } : {}) },
    encoding: {
      x,
      y: y('mean'),
      color,
      strokeDash: {
        field: 'series',
        type: 'nominal',
        scale: { domain, range: lines.map(({ dash }) => (dash.length === 0 ? [1, 0] : dash)) },
        legend,
      },
    },
  };
  const band = {
    mark: { type: 'area', opacity: 0.16 },
    encoding: { x, y: y('low'), y2: { field: 'high' }, color: { field: 'series', type: 'nominal', scale: { domain, range } } },
  };
  return {
    width: WIDTH,
    height: HEIGHT,
    autosize: { type: 'fit-x', contains: 'padding' },
    padding: 2,
    data: { values },
    layer: banded ? [band, line] : [line],
  };
}
