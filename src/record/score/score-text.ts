import type { Field } from '../../measure/column.ts';
import { alignedText, field } from '../table-text.ts';
import type { Pattern } from './pattern.ts';
import { countGroups, type PatternScore } from './score.ts';

/** Columns of the scorecard as a table. */
export const SCORE_FIELDS: readonly Field<[PatternScore]>[] = [
  field('config', 'string', 'configuration of the runs', (s) => s.config),
  field('group', 'string', 'group of the pattern: patterns of one group count as one', (s) => s.pattern.group ?? ''),
  field('pattern', 'string', 'name of the pattern', (s) => s.pattern.name),
  field('title', 'string', 'what it is', (s) => s.pattern.title),
  field('n', 'integer', 'replicates in which it is defined', (s) => s.n),
  field('value', 'number', 'mean over replicates', (s) => s.value),
  field('low', 'number', 'lower end of the interval', (s) => s.low),
  field('high', 'number', 'upper end of the interval', (s) => s.high),
  field('band_low', 'number', 'lower bound of the band', (s) => s.pattern.band.low ?? null),
  field('band_high', 'number', 'upper bound of the band', (s) => s.pattern.band.high ?? null),
  field('result', 'string', 'hit, miss or unknown', (s) => s.result),
  field('distance', 'number', 'by how much the value is above (positive) or below (negative) the band', (s) => s.distance),
  field('across', 'boolean', 'whether the interval crosses a bound of the band', (s) => s.across),
  field('record', 'string', 'the value in the historical record', (s) => s.pattern.record ?? ''),
  field('note', 'string', 'why there is no value', (s) => s.note),
];

const short = (x: number | null) => (x === null ? '' : String(Number(x.toPrecision(3))));
const bandText = ({ low, high }: Pattern['band']) =>
  low === undefined ? `<= ${high}` : high === undefined ? `>= ${low}` : `${low} to ${high}`;

function resultText({ result, distance, across }: PatternScore): string {
  if (result === 'unknown') return 'unknown';
  const edge = across ? ' (interval crosses the band)' : '';
  if (result === 'hit') return `hit${edge}`;
  return `MISS by ${short(Math.abs(distance ?? 0))} ${(distance ?? 0) > 0 ? 'above' : 'below'}${edge}`;
}

/** The scorecard as text; misses are as prominent as hits. */
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
      return `${head}${alignedText(['', 'pattern', 'value', `${Number((100 * level).toFixed(6))}% interval`, 'band', 'result', 'record'], rows)}\n${hit} patterns in band, ${miss} outside, ${unknown} unknown\n`;
    })
    .join('\n');
}
