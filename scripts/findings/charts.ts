import type { TopLevelSpec } from 'vega-lite';
import { svgOf } from '../../src/charts/svg.ts';
import type { Finding } from './finding.ts';
import type { Records } from './records.ts';

const COLOUR = { holds: '#0072b2', fails: '#d55e00', open: '#888888' } as const;

/** Outcomes shown on a plane, with their titles. */
export const PLANE_OUTCOMES = {
  final_n_alliance_ties: 'Alliance ties',
  final_n_partnership_ties: 'Partnership ties',
  final_share_unaligned: 'Share of unaligned states',
  final_mean_insecurity: 'Mean insecurity',
} as const;

const CONFIG = {
  font: 'Helvetica, Arial, sans-serif',
  view: { stroke: null },
  axis: { domainColor: '#888', gridColor: '#eee', labelLimit: 420 },
  title: { fontSize: 12, anchor: 'start' },
} as const;

/** The same bytes each time, without a canvas to measure text on. */
async function toSvg(spec: object): Promise<string> {
  const full = { $schema: 'https://vega.github.io/schema/vega-lite/v6.json', background: 'white', padding: 10, config: CONFIG, ...spec };
  return `${await svgOf(full as TopLevelSpec)}\n`;
}

/** Every effect of a finding with its interval, each on an axis of its own from no effect; cases counted where the finding is exact. */
export async function findingChart(finding: Finding, records: Records): Promise<string> {
  const effects = records.effects.filter((r) => r.finding === finding.number);
  const exact = records.exact.filter((r) => r.finding === finding.number);
  const rows = effects.map((r) => {
    const h = finding.hypotheses.find(({ id }) => id === r.id);
    return effectRow(shortened(h?.statement ?? r.id), r, (h?.expect === 'falls' ? -1 : 1) * (h?.tolerance ?? 0), COLOUR[r.verdict]);
  });
  return toSvg({ vconcat: [...rows, ...(exact.length > 0 ? [exactBars(finding, records)] : [])], spacing: 12 });
}

function shortened(text: string): string {
  return text.length > 96 ? `${text.slice(0, 95)}…` : text;
}

function effectRow(title: string, r: { effect: number; low: number; high: number }, tolerance: number, colour: string): object {
  const x = (field: string) => ({ field, type: 'quantitative', axis: { title: null, tickCount: 5, grid: false }, scale: { nice: true } });
  return {
    title: { text: title, fontSize: 11, fontWeight: 'normal' },
    width: 520,
    height: 16,
    data: { values: [{ effect: r.effect, low: r.low, high: r.high, none: 0, tolerance }] },
    layer: [
      { mark: { type: 'rule', color: '#333' }, encoding: { x: x('none') } },
      { mark: { type: 'rule', color: '#aaa', strokeDash: [3, 3] }, encoding: { x: x('tolerance') } },
      { mark: { type: 'rule', color: colour, strokeWidth: 2 }, encoding: { x: x('low'), x2: { field: 'high' } } },
      { mark: { type: 'point', color: colour, filled: true, size: 60, opacity: 1 }, encoding: { x: x('effect') } },
    ],
  };
}

function exactBars(finding: Finding, records: Records): object {
  const values = records.exact
    .filter((r) => r.finding === finding.number)
    .flatMap((r) => {
      const statement = finding.exact.find(({ id }) => id === r.id)?.statement ?? r.id;
      return [
        { statement, kind: 'as claimed', count: r.cases - r.faults },
        { statement, kind: 'not as claimed', count: r.faults },
      ];
    });
  return {
    title: { text: 'Cases', fontSize: 11, fontWeight: 'normal' },
    width: 300,
    data: { values },
    mark: { type: 'bar', height: 10 },
    encoding: {
      y: { field: 'statement', type: 'nominal', sort: null, axis: { title: null, labelLimit: 640 } },
      x: { field: 'count', type: 'quantitative', axis: { title: null, tickCount: 4 } },
      color: {
        field: 'kind',
        type: 'nominal',
        scale: { domain: ['as claimed', 'not as claimed'], range: [COLOUR.holds, COLOUR.fails] },
        legend: { title: null, orient: 'bottom' },
      },
    },
  };
}

/** The plane of the two costs on one world: a field of colour for each outcome. */
export async function planeChart(world: string, title: string, records: Records): Promise<string> {
  const panels = Object.entries(PLANE_OUTCOMES).map(([outcome, name]) => {
    const values = records.planes
      .filter((r) => r.world === world && r.outcome === outcome)
      .map(({ e, a, mean }) => ({ e, a, mean, text: mean >= 10 ? mean.toFixed(0) : String(Number(mean.toPrecision(2))) }));
    const most = values.reduce((top, { mean }) => (mean > top ? mean : top), 0);
    const axes = {
      x: { field: 'a', type: 'ordinal', axis: { title: 'abandonment cost', labelAngle: 0 } },
      y: { field: 'e', type: 'ordinal', sort: 'descending', axis: { title: 'entrapment cost' } },
    };
    return {
      title: name,
      width: 170,
      height: 150,
      data: { values },
      layer: [
        {
          mark: 'rect',
          encoding: {
            ...axes,
            color: { field: 'mean', type: 'quantitative', scale: { domain: [0, most], scheme: 'blues' }, legend: null },
          },
        },
        {
          mark: { type: 'text', fontSize: 11 },
          encoding: {
            ...axes,
            text: { field: 'text' },
            color: { condition: { test: `datum.mean > ${0.6 * most}`, value: 'white' }, value: '#222' },
          },
        },
      ],
    };
  });
  return toSvg({
    title: { text: title, fontSize: 14, anchor: 'start', offset: 10 },
    concat: panels,
    columns: 2,
    spacing: 30,
    resolve: { scale: { color: 'independent' } },
  });
}
