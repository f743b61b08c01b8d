import type { Column } from '../../measure/column.ts';
import type { Cell } from '../../results/csv.ts';
import type { Pattern } from './pattern.ts';
import { countGroups, type PatternScore } from './score.ts';

const column = (name: string, type: Column['type'], meaning: string): Column => ({ name, type, unit: '', meaning });

/** Columns of the scorecard as a table. */
export const SCORE_COLUMNS: readonly Column[] = [
  column('config', 'string', 'configuration of the runs'),
  column('group', 'string', 'group of the pattern: patterns of one group count as one'),
  column('pattern', 'string', 'name of the pattern'),
  column('title', 'string', 'what it is'),
  column('n', 'integer', 'replicates in which it is defined'),
  column('value', 'number', 'mean over replicates'),
  column('low', 'number', 'lower end of the interval'),
  column('high', 'number', 'upper end of the interval'),
  column('band_low', 'number', 'lower bound of the band'),
  column('band_high', 'number', 'upper bound of the band'),
  column('result', 'string', 'hit, miss or unknown'),
  column('distance', 'number', 'by how much the value is above (positive) or below (negative) the band'),
  column('across', 'boolean', 'whether the interval reaches over a bound of the band'),
  column('record', 'string', 'what the record has'),
  column('note', 'string', 'why there is no value'),
];

export function scoreRow({ config, pattern, n, value, low, high, result, distance, across, note }: PatternScore): Cell[] {
  const { name, group, title, band, record } = pattern;
  return [
    config,
    group ?? '',
    name,
    title,
    n,
    value,
    low,
    high,
    band.low ?? null,
    band.high ?? null,
    result,
    distance,
    across,
    record ?? '',
    note,
  ];
}

const short = (x: number | null) => (x === null ? '' : String(Number(x.toPrecision(3))));
const bandText = ({ low, high }: Pattern['band']) =>
  low === undefined ? `<= ${high}` : high === undefined ? `>= ${low}` : `${low} to ${high}`;

function resultText({ result, distance, across }: PatternScore): string {
  if (result === 'unknown') return 'unknown';
  const edge = across ? ' (interval crosses the band)' : '';
  if (result === 'hit') return `hit${edge}`;
  return `MISS by ${short(Math.abs(distance ?? 0))} ${(distance ?? 0) > 0 ? 'above' : 'below'}${edge}`;
}

/** The scorecard in words; misses stand as large as hits. */
export function scoreText(scores: readonly PatternScore[], level: number): string {
  const configs = [...new Set(scores.map(({ config }) => config))];
  return configs
    .map((config) => {
      const own = scores.filter((score) => score.config === config);
      const rows = own.map((score) => [
        `${score.pattern.group ?? ''}`,
        score.pattern.title,
        score.value === null ? '-' : short(score.value),
        score.low === null ? '' : `${short(score.low)} to ${short(score.high)}`,
        bandText(score.pattern.band),
        score.result === 'unknown' ? `unknown: ${score.note}` : resultText(score),
        score.pattern.record ?? '',
      ]);
      const { hit, miss, unknown } = countGroups(own);
      const head = configs.length > 1 ? `configuration ${config}\n` : '';
      return `${head}${table(['', 'pattern', 'value', `${Number((100 * level).toFixed(6))}% interval`, 'band', 'result', 'record'], rows)}\n${hit} patterns in band, ${miss} outside, ${unknown} unknown\n`;
    })
    .join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, c) => Math.max(title.length, ...rows.map((row) => (row[c] ?? '').length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, c) => cell.padEnd(widths[c] ?? 0))
      .join('  ')
      .trimEnd();
  return `${[line(head), ...rows.map(line)].join('\n')}\n`;
}
