import type { TopLevelSpec } from 'vega-lite';
import { svgOf } from './svg.ts';

/** A picture to be drawn. */
export interface Picture {
  /** File name without ending: letters, figures, - and _. */
  readonly name: string;
  readonly spec: TopLevelSpec;
}

/** A row of a table by its columns. */
export type TableRecord = Readonly<Record<string, unknown>>;

/** Colours that people with any colour vision tell apart (M. Okabe and K. Ito). */
export const COLOURS = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#d55e00',
  '#cc79a7',
  '#56b4e9',
  '#8c6d1f',
  '#5a1846',
  '#666666',
  '#004d40',
  '#a0522d',
  '#bbbbbb',
];

/** Most series that a picture can tell apart. */
export const MOST_SERIES = COLOURS.length;

const CONFIG = {
  background: 'white',
  font: 'Helvetica, Arial, sans-serif',
  axis: { labelFontSize: 11, titleFontSize: 12, titleFontWeight: 'normal', gridColor: '#e6e6e6' },
  legend: { labelFontSize: 11, titleFontSize: 12, titleFontWeight: 'normal', labelLimit: 400 },
  title: { fontSize: 13, anchor: 'start', subtitleFontSize: 11, subtitleColor: '#555555' },
  header: { labelFontSize: 12, titleFontSize: 12 },
  view: { stroke: '#cccccc' },
} as const;

/** The picture as an SVG file, the same bytes each time. */
export async function drawSvg({ spec }: Picture): Promise<string> {
  return `${await svgOf({ ...spec, config: CONFIG })}\n`;
}

/** Rows of each value of a column, in the order in which the values come. */
export function groupedBy<Row extends TableRecord>(rows: readonly Row[], column: string): Map<unknown, Row[]> {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const group = groups.get(row[column]);
    if (group === undefined) groups.set(row[column], [row]);
    else group.push(row);
  }
  return groups;
}

/** A number of runs as a subtitle says it. */
export function saysN(rows: readonly TableRecord[], of: string): string {
  const counts = rows.map(({ n }) => Number(n));
  const [least, most] = [counts.reduce((a, b) => Math.min(a, b), Infinity), counts.reduce((a, b) => Math.max(a, b), 0)];
  return least === most ? `n = ${most} ${of}` : `n = ${least} to ${most} ${of}`;
}

/** Letters of a line of a subtitle: the library takes letters for wider than they are, and would make room for them. */
const LINE = 62;

/** A subtitle in lines, broken between words. */
export function lines(text: string): string[] {
  return text.split(' ').reduce<string[]>((made, word) => {
    const last = made.at(-1);
    return last === undefined || last.length + 1 + word.length > LINE ? [...made, word] : made.with(-1, `${last} ${word}`);
  }, []);
}

/** A level as a subtitle says it, such as `95%`. */
export function percent(level: number): string {
  return `${Number((100 * level).toFixed(6))}%`;
}
